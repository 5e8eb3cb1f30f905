-- Dynamic SQL that leaves a transaction open, or ends its caller's, is told so (266) as a procedure is
EXEC sp_executesql N'BEGIN TRAN';
SELECT @@TRANCOUNT AS tc;
ROLLBACK;
GO
BEGIN TRAN;
EXEC ('COMMIT');
SELECT @@TRANCOUNT AS tc;
GO
BEGIN TRY
  EXEC ('BEGIN TRAN; COMMIT');
  PRINT 'balanced';
  EXEC ('BEGIN TRAN');
  PRINT 'not printed';
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS num, @@TRANCOUNT AS tc, XACT_STATE() AS xs;
  ROLLBACK;
END CATCH
