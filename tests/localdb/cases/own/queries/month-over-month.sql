-- Sales of a month beside the month before and the same month of the year before
CREATE TABLE dbo.m (y int, m int, amt int, PRIMARY KEY (y, m));
INSERT INTO dbo.m VALUES (2023, 1, 10), (2023, 2, 20), (2024, 1, 15), (2024, 2, 10);
GO
SELECT a.y, a.m, a.amt, LAG(a.amt) OVER (ORDER BY a.y, a.m) AS prev, b.amt AS year_ago, CAST((a.amt - b.amt) * 100.0 / b.amt AS decimal(6,1)) AS growth FROM dbo.m AS a LEFT JOIN dbo.m AS b ON b.y = a.y - 1 AND b.m = a.m ORDER BY a.y, a.m;
