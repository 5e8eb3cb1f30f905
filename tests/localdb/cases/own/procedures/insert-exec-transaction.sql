-- INSERT ... EXEC runs the procedure in a transaction: @@TRANCOUNT is 1; ROLLBACK in it (3915) and a wrong number of columns (213) end the batch
CREATE TABLE dbo.r (n int);
CREATE TABLE dbo.kept (n int);
GO
CREATE PROCEDURE dbo.counts AS SELECT @@TRANCOUNT;
GO
CREATE PROCEDURE dbo.balanced AS
BEGIN
  BEGIN TRAN;
  INSERT INTO dbo.kept VALUES (1);
  COMMIT;
  SELECT @@TRANCOUNT + 10;
END
GO
CREATE PROCEDURE dbo.rolls_back AS
BEGIN
  SELECT 7;
  ROLLBACK;
END
GO
INSERT INTO dbo.r EXEC dbo.counts;
INSERT INTO dbo.r EXEC dbo.balanced;
SELECT n FROM dbo.r ORDER BY n;
SELECT COUNT(*) AS kept, @@TRANCOUNT AS tc FROM dbo.kept;
GO
BEGIN TRAN;
INSERT INTO dbo.kept VALUES (2);
INSERT INTO dbo.r EXEC dbo.rolls_back;
PRINT 'not printed';
GO
SELECT COUNT(*) AS kept, @@TRANCOUNT AS tc FROM dbo.kept;
GO
INSERT INTO dbo.r EXEC ('SELECT 1, 2');
PRINT 'not printed';
GO
SELECT COUNT(*) AS n FROM dbo.r;
