-- FIFO: which receipts an issue of 12 pieces takes from, by running totals
CREATE TABLE dbo.r (id int PRIMARY KEY, qty int);
INSERT INTO dbo.r VALUES (1, 5), (2, 4), (3, 10), (4, 1);
DECLARE @need int = 12;
WITH x AS (SELECT id, qty, SUM(qty) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - qty AS before FROM dbo.r)
SELECT id, CASE WHEN before + qty <= @need THEN qty ELSE @need - before END AS taken FROM x WHERE before < @need ORDER BY id;
