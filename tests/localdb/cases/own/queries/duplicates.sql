-- Finding duplicates, keeping the latest of each, counting them
CREATE TABLE dbo.c (id int PRIMARY KEY, phone varchar(12), name nvarchar(20));
INSERT INTO dbo.c VALUES (1, '7900', N'Иван'), (2, '7901', N'Пётр'), (3, '7900', N'ИВАН'), (4, '7902', N'Анна'), (5, '7900', N'Иван');
GO
SELECT phone, COUNT(*) AS n, MIN(id) AS first_, MAX(id) AS last_ FROM dbo.c GROUP BY phone HAVING COUNT(*) > 1;
DELETE FROM c FROM dbo.c AS c WHERE EXISTS (SELECT 1 FROM dbo.c AS x WHERE x.phone = c.phone AND x.name = c.name AND x.id > c.id);
SELECT @@ROWCOUNT AS deleted;
SELECT id FROM dbo.c ORDER BY id;
