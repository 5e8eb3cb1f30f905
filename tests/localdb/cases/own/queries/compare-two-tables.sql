-- The differences of two tables by EXCEPT in both directions and by FULL JOIN
CREATE TABLE dbo.a (id int PRIMARY KEY, name nvarchar(20), qty int NULL);
CREATE TABLE dbo.b (id int PRIMARY KEY, name nvarchar(20), qty int NULL);
INSERT INTO dbo.a VALUES (1, N'один', 1), (2, N'два', NULL), (3, N'три', 3);
INSERT INTO dbo.b VALUES (1, N'Один', 1), (2, N'два', NULL), (3, N'три', 4), (4, N'четыре', 4);
GO
SELECT 'a' AS src, id, qty FROM (SELECT id, name, qty FROM dbo.a EXCEPT SELECT id, name, qty FROM dbo.b) AS x UNION ALL SELECT 'b', id, qty FROM (SELECT id, name, qty FROM dbo.b EXCEPT SELECT id, name, qty FROM dbo.a) AS y ORDER BY id, src;
GO
SELECT COALESCE(a.id, b.id) AS id, CASE WHEN a.id IS NULL THEN 'added' WHEN b.id IS NULL THEN 'removed' ELSE 'changed' END AS what FROM dbo.a AS a FULL JOIN dbo.b AS b ON b.id = a.id WHERE a.id IS NULL OR b.id IS NULL OR a.qty IS DISTINCT FROM b.qty ORDER BY id;
