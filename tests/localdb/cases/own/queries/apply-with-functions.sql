-- CROSS APPLY with STRING_SPLIT, OPENJSON and a correlated aggregate in one query
CREATE TABLE dbo.t (id int PRIMARY KEY, tags varchar(50) NULL, body nvarchar(100) NULL);
INSERT INTO dbo.t VALUES (1, 'a,b', N'{"x":1,"y":2}'), (2, NULL, N'{}'), (3, 'c', NULL);
GO
SELECT t.id, s.value AS tag FROM dbo.t AS t CROSS APPLY STRING_SPLIT(t.tags, ',') AS s ORDER BY t.id, tag;
SELECT t.id, j.[key] AS k, j.value AS v FROM dbo.t AS t OUTER APPLY OPENJSON(t.body) AS j ORDER BY t.id, k;
SELECT t.id, x.n FROM dbo.t AS t CROSS APPLY (SELECT COUNT(*) AS n FROM STRING_SPLIT(t.tags, ',')) AS x ORDER BY t.id;
