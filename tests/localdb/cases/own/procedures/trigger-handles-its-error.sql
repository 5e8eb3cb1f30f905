-- A trigger that catches an error of its own dooms the transaction all the same (3616, nothing is kept), unless it sets XACT_ABORT OFF
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 1);
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER UPDATE AS
BEGIN TRY
  DECLARE @zero int = 0;
  SET @zero = 1 / @zero;
END TRY
BEGIN CATCH
  PRINT 'caught';
END CATCH
GO
UPDATE dbo.t SET v = 100;
PRINT 'not printed';
GO
SELECT v, @@TRANCOUNT AS tc FROM dbo.t;
GO
BEGIN TRAN;
UPDATE dbo.t SET v = 200;
PRINT 'not printed';
GO
SELECT v, @@TRANCOUNT AS tc FROM dbo.t;
GO
ALTER TRIGGER dbo.tr ON dbo.t AFTER UPDATE AS
BEGIN
  SET XACT_ABORT OFF;
  BEGIN TRY
    DECLARE @zero int = 0;
    SET @zero = 1 / @zero;
  END TRY
  BEGIN CATCH
    PRINT 'caught';
  END CATCH
END
GO
UPDATE dbo.t SET v = 300;
PRINT 'printed';
SELECT v, @@TRANCOUNT AS tc FROM dbo.t;
