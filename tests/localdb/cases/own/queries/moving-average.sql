-- Moving averages and sums over the last rows, running share of the total, difference with the average
CREATE TABLE dbo.d (d date PRIMARY KEY, amt decimal(10,2));
INSERT INTO dbo.d VALUES ('2024-01-01', 10), ('2024-01-02', 20), ('2024-01-03', 60), ('2024-01-04', 10);
GO
SELECT d, CAST(AVG(amt) OVER (ORDER BY d ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS decimal(10,2)) AS avg3, SUM(amt) OVER (ORDER BY d) AS running, CAST(SUM(amt) OVER (ORDER BY d) * 100 / SUM(amt) OVER () AS decimal(5,1)) AS pct, MAX(amt) OVER (ORDER BY d ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS near_max FROM dbo.d ORDER BY d;
