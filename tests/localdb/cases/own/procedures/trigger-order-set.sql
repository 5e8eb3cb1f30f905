-- sp_settriggerorder: first and last triggers of an event, catalogue, refusals, None
CREATE TABLE dbo.orders (id int PRIMARY KEY);
GO
CREATE TRIGGER dbo.tr_a ON dbo.orders AFTER INSERT AS PRINT 'a';
GO
CREATE TRIGGER dbo.tr_b ON dbo.orders AFTER INSERT, UPDATE AS PRINT 'b';
GO
CREATE TRIGGER dbo.tr_c ON dbo.orders AFTER INSERT AS PRINT 'c';
GO
EXEC sp_settriggerorder @triggername = N'dbo.tr_c', @order = N'First', @stmttype = N'INSERT';
EXEC sp_settriggerorder N'dbo.tr_a', N'Last', N'INSERT';
INSERT dbo.orders VALUES (1);
SELECT OBJECT_NAME(object_id) AS name, type_desc, is_first, is_last FROM sys.trigger_events ORDER BY name, type;
SELECT OBJECTPROPERTY(OBJECT_ID(N'dbo.tr_c'), 'ExecIsFirstInsertTrigger') AS first_insert, OBJECTPROPERTY(OBJECT_ID(N'dbo.tr_a'), 'ExecIsLastInsertTrigger') AS last_insert;
GO
EXEC sp_settriggerorder N'dbo.tr_b', N'First', N'INSERT';
GO
EXEC sp_settriggerorder N'dbo.tr_a', N'First', N'UPDATE';
GO
EXEC sp_settriggerorder N'dbo.tr_c', N'None', N'INSERT';
INSERT dbo.orders VALUES (2);
GO
ALTER TRIGGER dbo.tr_a ON dbo.orders AFTER INSERT AS PRINT 'a again';
GO
INSERT dbo.orders VALUES (3);
GO
