-- USE is refused in a procedure (154); sp_executesql of another database runs there; USE in dynamic SQL ends with it
CREATE PROCEDURE dbo.p AS USE tempdb;
GO
CREATE PROCEDURE dbo.p AS EXEC ('USE tempdb; SELECT DB_NAME() AS db');
GO
EXEC dbo.p;
EXEC tempdb.sys.sp_executesql N'SELECT DB_NAME() AS db, @x AS x', N'@x int', @x = 5;
SELECT CASE WHEN DB_NAME() = 'tempdb' THEN 1 ELSE 0 END AS isTempdb;
