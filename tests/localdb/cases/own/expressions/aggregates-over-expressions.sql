-- Aggregates of expressions, of CASE, of conversions; COUNT of nothing
CREATE TABLE dbo.s (id int PRIMARY KEY, qty int NULL, price decimal(8,2) NULL, d date);
INSERT INTO dbo.s VALUES (1, 2, 10.5, '2024-01-31'), (2, NULL, 5, '2024-02-01'), (3, 3, NULL, '2024-02-29');
SELECT SUM(qty * price) AS s, SUM(ISNULL(qty, 1) * ISNULL(price, 0)) AS s2, AVG(CAST(qty AS decimal(9,2))) AS a, MAX(CONVERT(varchar(10), d, 104)) AS txt_max, MIN(MONTH(d)) AS m, COUNT(NULLIF(qty, 3)) AS c, SUM(CASE WHEN price IS NULL THEN 1 END) AS nulls_ FROM dbo.s;
