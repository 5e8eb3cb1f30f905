-- A pivot with columns found at run time: STRING_AGG of QUOTENAME and sp_executesql
CREATE TABLE dbo.s (region nvarchar(10), mon int, amt int);
INSERT INTO dbo.s VALUES (N'Юг', 1, 10), (N'Юг', 2, 20), (N'Север', 2, 5), (N'Юг', 2, 1);
DECLARE @cols nvarchar(max), @sql nvarchar(max);
SELECT @cols = STRING_AGG(QUOTENAME(CAST(mon AS nvarchar(5))), N',') WITHIN GROUP (ORDER BY mon) FROM (SELECT DISTINCT mon FROM dbo.s) AS m;
SET @sql = N'SELECT region, ' + @cols + N' FROM (SELECT region, mon, amt FROM dbo.s) AS x PIVOT (SUM(amt) FOR mon IN (' + @cols + N')) AS p ORDER BY region;';
SELECT @cols AS cols;
EXEC sp_executesql @sql;
