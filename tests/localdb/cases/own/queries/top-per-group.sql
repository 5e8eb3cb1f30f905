-- The two largest orders of each client by ROW_NUMBER and by CROSS APPLY; ties by RANK
CREATE TABLE dbo.o (id int PRIMARY KEY, client varchar(5), total int);
INSERT INTO dbo.o VALUES (1, 'a', 10), (2, 'a', 30), (3, 'a', 30), (4, 'b', 5), (5, 'c', 7), (6, 'c', 8), (7, 'c', 1);
GO
SELECT client, id, total FROM (SELECT client, id, total, ROW_NUMBER() OVER (PARTITION BY client ORDER BY total DESC, id) AS rn FROM dbo.o) AS t WHERE rn <= 2 ORDER BY client, rn;
GO
SELECT client, id FROM (SELECT client, id, RANK() OVER (PARTITION BY client ORDER BY total DESC) AS rk FROM dbo.o) AS t WHERE rk = 1 ORDER BY id;
GO
SELECT c.client, x.id FROM (SELECT DISTINCT client FROM dbo.o) AS c CROSS APPLY (SELECT TOP (1) id FROM dbo.o WHERE client = c.client ORDER BY total, id) AS x ORDER BY c.client;
