-- A doomed transaction left open is rolled back at the end of the batch with error 3998
CREATE TABLE dbo.t (id int);
GO
DECLARE @n int;
BEGIN TRY
  BEGIN TRAN;
  INSERT INTO dbo.t VALUES (1);
  SET @n = CAST('abc' AS int);
END TRY
BEGIN CATCH
  SELECT XACT_STATE() AS xs, ERROR_NUMBER() AS num;
END CATCH;
GO
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n FROM dbo.t;
