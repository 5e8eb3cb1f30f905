-- Only the rows where a value changed, and the period in which each value held
CREATE TABLE dbo.h (d date PRIMARY KEY, st varchar(5));
INSERT INTO dbo.h VALUES ('2024-01-01', 'a'), ('2024-01-02', 'a'), ('2024-01-03', 'b'), ('2024-01-04', 'a'), ('2024-01-05', 'a');
SELECT d, st FROM (SELECT d, st, LAG(st, 1, '') OVER (ORDER BY d) AS prev FROM dbo.h) AS x WHERE st <> prev ORDER BY d;
SELECT MIN(d) AS f, MAX(d) AS t, st, COUNT(*) AS days_ FROM (SELECT d, st, ROW_NUMBER() OVER (ORDER BY d) - ROW_NUMBER() OVER (PARTITION BY st ORDER BY d) AS grp FROM dbo.h) AS x GROUP BY st, grp ORDER BY f;
