-- Updating summary columns by correlated subqueries and by joins; rows without details
CREATE TABLE dbo.c (id int PRIMARY KEY, orders int NULL, last_ date NULL, total decimal(10,2) NOT NULL DEFAULT 0);
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, d date, total decimal(10,2));
INSERT INTO dbo.c (id) VALUES (1), (2), (3);
INSERT INTO dbo.o VALUES (1, 1, '2024-01-01', 10), (2, 1, '2024-02-01', 5.5), (3, 2, '2024-01-15', 1);
UPDATE dbo.c SET orders = (SELECT COUNT(*) FROM dbo.o WHERE client = dbo.c.id), last_ = (SELECT MAX(d) FROM dbo.o WHERE client = dbo.c.id);
UPDATE c SET total = x.t FROM dbo.c AS c CROSS APPLY (SELECT SUM(o.total) AS t FROM dbo.o AS o WHERE o.client = c.id HAVING COUNT(*) > 0) AS x;
SELECT @@ROWCOUNT AS rc;
SELECT id, orders, last_, total FROM dbo.c ORDER BY id;
