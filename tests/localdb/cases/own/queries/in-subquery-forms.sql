-- IN and NOT IN with subqueries, correlated ones, lists of expressions, and NULLs on both sides
CREATE TABLE dbo.t (id int PRIMARY KEY, g int NULL);
INSERT INTO dbo.t VALUES (1, 1), (2, NULL), (3, 2), (4, 9);
SELECT id FROM dbo.t WHERE g IN (SELECT id FROM dbo.t) ORDER BY id;
SELECT id FROM dbo.t WHERE g NOT IN (SELECT id FROM dbo.t) ORDER BY id;
SELECT id FROM dbo.t WHERE id IN (1 + 1, 2 * 2) ORDER BY id;
SELECT id FROM dbo.t AS a WHERE 2 IN (SELECT b.g FROM dbo.t AS b WHERE b.id >= a.id) ORDER BY id;
SELECT id FROM dbo.t WHERE id NOT IN (SELECT g FROM dbo.t WHERE g IS NOT NULL) ORDER BY id;
