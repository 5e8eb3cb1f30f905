-- A cross table by conditional sums with row and column totals
CREATE TABLE dbo.s (m nvarchar(10), st varchar(5), amt int);
INSERT INTO dbo.s VALUES (N'Аня', 'new', 1), (N'Аня', 'done', 2), (N'Яна', 'done', 4), (N'Яна', 'done', 8), (N'Ия', 'x', 16);
SELECT ISNULL(m, N'Всего') AS m, SUM(CASE WHEN st = 'new' THEN amt ELSE 0 END) AS new_, SUM(IIF(st = 'done', amt, 0)) AS done_, SUM(amt) AS total, COUNT(CASE WHEN st NOT IN ('new', 'done') THEN 1 END) AS other FROM dbo.s GROUP BY ROLLUP (m) ORDER BY GROUPING(m), m;
