-- CTEs over CTEs with aggregates and windows: the best month of each year and its share
CREATE TABLE dbo.s (d date, amt int);
INSERT INTO dbo.s VALUES ('2023-01-05', 10), ('2023-02-05', 30), ('2024-01-01', 50), ('2024-05-05', 25), ('2024-05-06', 25);
WITH m AS (SELECT YEAR(d) AS y, MONTH(d) AS m, SUM(amt) AS amt FROM dbo.s GROUP BY YEAR(d), MONTH(d)),
r AS (SELECT y, m, amt, RANK() OVER (PARTITION BY y ORDER BY amt DESC) AS rk, SUM(amt) OVER (PARTITION BY y) AS total FROM m)
SELECT y, m, amt, amt * 100 / total AS pct FROM r WHERE rk = 1 ORDER BY y, m;
