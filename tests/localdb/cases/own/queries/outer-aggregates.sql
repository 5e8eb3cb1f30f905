-- An aggregate over outer columns only belongs to the outer query; over columns of both it is error 8124, over a subquery 130
CREATE TABLE dbo.orders (id int PRIMARY KEY, client int, total int);
CREATE TABLE dbo.limits (level int, least int);
INSERT INTO dbo.orders VALUES (1, 1, 10), (2, 1, 20), (3, 2, 5);
INSERT INTO dbo.limits VALUES (1, 1), (2, 15), (3, 25);
GO
SELECT client, SUM(total) AS s FROM dbo.orders AS o GROUP BY client HAVING EXISTS (SELECT 1 FROM dbo.limits AS l WHERE l.level = 3 AND l.least <= SUM(o.total)) ORDER BY client;
SELECT client, (SELECT COUNT(*) FROM dbo.limits AS l WHERE l.least <= SUM(o.total)) AS levels FROM dbo.orders AS o GROUP BY client ORDER BY client;
SELECT client, (SELECT MAX(l.level) + MAX(o.total) FROM dbo.limits AS l) AS x FROM dbo.orders AS o GROUP BY client ORDER BY client;
GO
SELECT id, (SELECT SUM(o.total + l.least) FROM dbo.limits AS l) AS s FROM dbo.orders AS o;
GO
SELECT SUM(CASE WHEN o.id IN (SELECT level FROM dbo.limits) THEN 1 ELSE 0 END) AS n FROM dbo.orders AS o;
GO
SELECT client FROM dbo.orders GROUP BY client, (SELECT 1);
