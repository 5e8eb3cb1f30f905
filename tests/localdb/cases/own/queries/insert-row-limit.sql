-- More than 1000 rows in one VALUES list: 10738; exactly 1000 are fine
CREATE TABLE dbo.t (v int);
DECLARE @sql nvarchar(max) = N'INSERT INTO dbo.t VALUES (0)' + REPLICATE(CAST(N',(1)' AS nvarchar(max)), 999);
EXEC (@sql);
SELECT COUNT(*) AS n, SUM(v) AS s FROM dbo.t;
SET @sql += N',(2)';
BEGIN TRY EXEC (@sql); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
