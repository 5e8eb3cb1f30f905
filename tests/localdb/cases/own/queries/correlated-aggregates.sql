-- Subqueries in SELECT, FROM, WHERE, HAVING and ORDER BY of one query
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(10));
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, total int);
INSERT INTO dbo.c VALUES (1, N'А'), (2, N'Б'), (3, N'В');
INSERT INTO dbo.o VALUES (1, 1, 10), (2, 1, 40), (3, 2, 100);
GO
SELECT c.name, (SELECT MAX(o.total) FROM dbo.o AS o WHERE o.client = c.id) AS mx, x.cnt FROM dbo.c AS c LEFT JOIN (SELECT client, COUNT(*) AS cnt FROM dbo.o GROUP BY client HAVING COUNT(*) >= (SELECT 1)) AS x ON x.client = c.id WHERE c.id <= (SELECT MAX(id) FROM dbo.c) ORDER BY (SELECT ISNULL(SUM(o.total), 0) FROM dbo.o AS o WHERE o.client = c.id) DESC;
GO
SELECT o.id FROM dbo.o AS o WHERE o.total * 2 > (SELECT SUM(x.total) FROM dbo.o AS x WHERE x.client = o.client) ORDER BY o.id;
