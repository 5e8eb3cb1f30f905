-- INSERT ... EXEC of dynamic SQL with parameters, into columns with defaults, and of a procedure that fails midway
CREATE TABLE dbo.r (n int IDENTITY PRIMARY KEY, k varchar(5), v int, src varchar(5) NOT NULL DEFAULT 'dyn');
GO
CREATE PROCEDURE dbo.half AS BEGIN SELECT 'p' AS k, 1 AS v; THROW 50001, 'stop', 1; END
GO
INSERT INTO dbo.r (k, v) EXEC sp_executesql N'SELECT x.k, x.v * @m FROM (VALUES (''a'', 1), (''b'', 2)) AS x(k, v)', N'@m int', @m = 10;
BEGIN TRY
  INSERT INTO dbo.r (k, v) EXEC dbo.half;
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS num;
END CATCH
SELECT k, v, src FROM dbo.r ORDER BY n;
