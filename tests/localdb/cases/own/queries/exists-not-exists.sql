-- EXISTS and NOT EXISTS with several conditions, nested, in CASE and in DELETE
CREATE TABLE dbo.c (id int PRIMARY KEY);
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, st varchar(5));
INSERT INTO dbo.c VALUES (1), (2), (3), (4);
INSERT INTO dbo.o VALUES (1, 1, 'done'), (2, 1, 'new'), (3, 2, 'done'), (4, 3, 'new');
GO
SELECT c.id, CASE WHEN EXISTS (SELECT 1 FROM dbo.o AS o WHERE o.client = c.id AND o.st = 'new') THEN 'open' WHEN EXISTS (SELECT 1 FROM dbo.o AS o WHERE o.client = c.id) THEN 'closed' ELSE 'none' END AS st FROM dbo.c AS c ORDER BY c.id;
SELECT c.id FROM dbo.c AS c WHERE NOT EXISTS (SELECT 1 FROM dbo.o AS o WHERE o.client = c.id AND NOT EXISTS (SELECT 1 WHERE o.st = 'done')) ORDER BY c.id;
DELETE FROM dbo.c WHERE NOT EXISTS (SELECT * FROM dbo.o WHERE client = dbo.c.id);
SELECT COUNT(*) AS n FROM dbo.c;
