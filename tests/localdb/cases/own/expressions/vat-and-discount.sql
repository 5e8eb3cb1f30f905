-- Prices with VAT and discounts in decimals: rounding of each line and of the total
CREATE TABLE dbo.lines (id int PRIMARY KEY, price decimal(10,2), qty int, discount decimal(5,2));
INSERT INTO dbo.lines VALUES (1, 99.99, 3, 10), (2, 0.05, 1, 33.33), (3, 1000, 2, 0);
SELECT id, CAST(price * qty * (100 - discount) / 100 AS decimal(10,2)) AS net, CAST(price * qty * (100 - discount) / 100 * 20 / 120 AS decimal(10,2)) AS vat FROM dbo.lines ORDER BY id;
SELECT SUM(CAST(price * qty * (100 - discount) / 100 AS decimal(10,2))) AS total, CAST(SUM(price * qty) AS decimal(10,2)) AS gross FROM dbo.lines;
