-- Conditions in ON and WHERE of outer joins, counts of missing rows, anti-joins, joins to aggregates
CREATE TABLE dbo.p (id int PRIMARY KEY, name nvarchar(10));
CREATE TABLE dbo.s (product int, d date, qty int);
INSERT INTO dbo.p VALUES (1, N'А'), (2, N'Б'), (3, N'В');
INSERT INTO dbo.s VALUES (1, '2024-01-01', 5), (1, '2024-02-01', 7), (2, '2023-01-01', 1);
SELECT p.name, ISNULL(SUM(s.qty), 0) AS qty FROM dbo.p AS p LEFT JOIN dbo.s AS s ON s.product = p.id AND s.d >= '2024-01-01' GROUP BY p.name ORDER BY p.name;
SELECT p.name, s.qty FROM dbo.p AS p LEFT JOIN dbo.s AS s ON s.product = p.id WHERE s.d >= '2024-01-01' OR s.product IS NULL ORDER BY p.name, s.qty;
SELECT p.name, x.last_ FROM dbo.p AS p LEFT JOIN (SELECT product, MAX(d) AS last_ FROM dbo.s GROUP BY product) AS x ON x.product = p.id ORDER BY p.id;
