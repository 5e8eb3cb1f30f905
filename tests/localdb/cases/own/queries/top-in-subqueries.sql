-- TOP in subqueries, in IN lists, with ties, with ORDER BY NULL order and a percent of few rows
CREATE TABLE dbo.t (id int PRIMARY KEY, v int NULL);
INSERT INTO dbo.t VALUES (1, 5), (2, NULL), (3, 7), (4, 7), (5, 1);
SELECT id FROM dbo.t WHERE id IN (SELECT TOP (2) id FROM dbo.t ORDER BY v DESC, id DESC) ORDER BY id;
SELECT (SELECT TOP (1) id FROM dbo.t ORDER BY v, id) AS first_null, (SELECT TOP (1) v FROM dbo.t WHERE v IS NOT NULL ORDER BY v) AS smallest;
SELECT id, v FROM (SELECT TOP (1) WITH TIES id, v FROM dbo.t ORDER BY v DESC) AS x ORDER BY id;
SELECT COUNT(*) AS n FROM (SELECT TOP (10) PERCENT id FROM dbo.t ORDER BY id) AS x;
