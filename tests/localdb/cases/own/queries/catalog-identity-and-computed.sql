-- sys.identity_columns, sys.computed_columns, sys.triggers, sys.partitions, OBJECTPROPERTY of what exists
CREATE TABLE dbo.t (id int IDENTITY(5, 2) NOT NULL CONSTRAINT PK_t PRIMARY KEY, v int, dbl AS (v * 2));
INSERT INTO dbo.t (v) VALUES (1), (2), (3);
GO
CREATE TRIGGER dbo.tr_t ON dbo.t AFTER UPDATE AS SET NOCOUNT ON;
GO
SELECT name, CAST(seed_value AS int) AS seed, CAST(increment_value AS int) AS inc, CAST(last_value AS int) AS last_ FROM sys.identity_columns WHERE object_id = OBJECT_ID('dbo.t');
SELECT name, definition, is_persisted FROM sys.computed_columns WHERE object_id = OBJECT_ID('dbo.t');
SELECT name, OBJECT_NAME(parent_id) AS tbl, is_disabled, is_instead_of_trigger FROM sys.triggers;
SELECT SUM(p.rows) AS n FROM sys.partitions AS p WHERE p.object_id = OBJECT_ID('dbo.t') AND p.index_id IN (0, 1);
SELECT OBJECTPROPERTY(OBJECT_ID('dbo.tr_t'), 'IsTrigger') AS tr, OBJECTPROPERTY(OBJECT_ID('dbo.PK_t'), 'IsPrimaryKey') AS pk;
