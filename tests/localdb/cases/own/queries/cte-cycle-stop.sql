-- A recursive CTE over data with a cycle, stopped by the path; without the stop MAXRECURSION ends it
CREATE TABLE dbo.e (a int, b int);
INSERT INTO dbo.e VALUES (1, 2), (2, 3), (3, 1), (3, 4);
GO
WITH w AS (SELECT a, b, CAST(',' + CAST(a AS varchar(5)) + ',' + CAST(b AS varchar(5)) + ',' AS varchar(100)) AS path FROM dbo.e WHERE a = 1 UNION ALL SELECT e.a, e.b, CAST(w.path + CAST(e.b AS varchar(5)) + ',' AS varchar(100)) FROM dbo.e AS e JOIN w ON w.b = e.a WHERE CHARINDEX(',' + CAST(e.b AS varchar(5)) + ',', w.path) = 0)
SELECT b, path FROM w ORDER BY path;
GO
DECLARE @n int;
WITH w AS (SELECT a, b FROM dbo.e WHERE a = 1 UNION ALL SELECT e.a, e.b FROM dbo.e AS e JOIN w ON w.b = e.a) SELECT @n = COUNT(*) FROM w;
