-- COUNT(*), COUNT(1), COUNT(column), COUNT(DISTINCT expression), counts of empty groups and outer joins
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(10));
CREATE TABLE dbo.o (id int PRIMARY KEY, client int NULL, total int NULL);
INSERT INTO dbo.c VALUES (1, N'А'), (2, N'Б');
INSERT INTO dbo.o VALUES (1, 1, 10), (2, 1, NULL), (3, NULL, 5);
GO
SELECT COUNT(*) AS a, COUNT(1) AS b, COUNT(total) AS c, COUNT(DISTINCT ISNULL(client, 0)) AS d FROM dbo.o;
SELECT c.name, COUNT(*) AS rows_, COUNT(o.id) AS orders, COUNT(o.total) AS totals FROM dbo.c AS c LEFT JOIN dbo.o AS o ON o.client = c.id GROUP BY c.name ORDER BY c.name;
SELECT COUNT(*) AS n FROM dbo.o WHERE 1 = 0;
