-- SELECT INTO with the IDENTITY function, types of expressions, and into a temp table with no rows
CREATE TABLE dbo.src (name nvarchar(10), price money);
INSERT INTO dbo.src VALUES (N'а', 10), (N'б', 20);
SELECT IDENTITY(int, 10, 5) AS id, name, price * 2 AS dbl INTO dbo.copy FROM dbo.src;
SELECT COUNT(*) AS n, MIN(id) AS mn, MAX(id) AS mx, SUM(dbl) AS s FROM dbo.copy;
SELECT c.name, t.name AS type_name, c.is_identity, c.is_nullable FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.user_type_id WHERE c.object_id = OBJECT_ID('dbo.copy') ORDER BY c.column_id;
