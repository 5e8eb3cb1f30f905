-- The price in force on the day of each sale by OUTER APPLY and by a correlated subquery
CREATE TABLE dbo.prices (sku char(1), since date, price decimal(8,2), PRIMARY KEY (sku, since));
CREATE TABLE dbo.sales (id int PRIMARY KEY, sku char(1), d date, qty int);
INSERT INTO dbo.prices VALUES ('a', '2024-01-01', 10), ('a', '2024-02-01', 12.5), ('b', '2024-01-15', 5);
INSERT INTO dbo.sales VALUES (1, 'a', '2024-01-31', 2), (2, 'a', '2024-02-01', 2), (3, 'b', '2024-01-01', 1), (4, 'c', '2024-03-01', 1);
GO
SELECT s.id, p.price, s.qty * p.price AS total FROM dbo.sales AS s OUTER APPLY (SELECT TOP (1) price FROM dbo.prices WHERE sku = s.sku AND since <= s.d ORDER BY since DESC) AS p ORDER BY s.id;
GO
SELECT s.id FROM dbo.sales AS s JOIN dbo.prices AS p ON p.sku = s.sku AND p.since = (SELECT MAX(x.since) FROM dbo.prices AS x WHERE x.sku = s.sku AND x.since <= s.d) ORDER BY s.id;
