-- UNION ALL of TOPs through derived tables, labels, ORDER BY over the whole, types of the first query's names
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 10), (2, 40), (3, 20), (4, 30);
SELECT kind, id FROM (SELECT TOP (2) 'best' AS kind, id, v FROM dbo.t ORDER BY v DESC) AS a UNION ALL SELECT kind, id FROM (SELECT TOP (1) 'worst' AS kind, id, v FROM dbo.t ORDER BY v) AS b ORDER BY kind, id;
SELECT id AS n FROM dbo.t WHERE id = 1 UNION SELECT v FROM dbo.t WHERE v > 30 ORDER BY n DESC;
