-- UPDATE from a VALUES list and from an aggregate; each row once
CREATE TABLE dbo.p (id int PRIMARY KEY, name nvarchar(10), price decimal(8,2), sold int NULL);
CREATE TABLE dbo.s (product int, qty int);
INSERT INTO dbo.p (id, name, price) VALUES (1, N'стол', 100), (2, N'стул', 50), (3, N'шкаф', 300);
INSERT INTO dbo.s VALUES (1, 2), (1, 3), (2, 1);
GO
UPDATE p SET price = v.price FROM dbo.p AS p JOIN (VALUES (1, 110), (3, 290.5)) AS v(id, price) ON v.id = p.id;
UPDATE p SET sold = x.qty FROM dbo.p AS p LEFT JOIN (SELECT product, SUM(qty) AS qty FROM dbo.s GROUP BY product) AS x ON x.product = p.id;
SELECT id, price, sold FROM dbo.p ORDER BY id;
GO
UPDATE dbo.p SET name = v.n FROM (VALUES (2, N'табурет')) AS v(id, n) WHERE v.id = dbo.p.id;
SELECT name FROM dbo.p WHERE id = 2;
