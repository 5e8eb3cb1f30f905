-- HAVING with CASE, COUNT DISTINCT, MIN and MAX equal, filters on groups through EXISTS
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, status varchar(10), total int);
INSERT INTO dbo.o VALUES (1, 1, 'done', 10), (2, 1, 'new', 20), (3, 2, 'done', 30), (4, 2, 'done', 30), (5, 3, 'new', 5);
GO
SELECT client FROM dbo.o GROUP BY client HAVING SUM(CASE WHEN status = 'done' THEN 1 ELSE 0 END) = COUNT(*);
SELECT client FROM dbo.o GROUP BY client HAVING MIN(total) = MAX(total) ORDER BY client;
SELECT client, COUNT(DISTINCT status) AS st FROM dbo.o GROUP BY client HAVING COUNT(DISTINCT status) > 1;
SELECT DISTINCT client FROM dbo.o AS a WHERE EXISTS (SELECT 1 FROM dbo.o AS b WHERE b.client = a.client AND b.status = 'new') ORDER BY client;
