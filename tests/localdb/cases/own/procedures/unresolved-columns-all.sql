-- Every column that does not resolve is reported, of one statement and of several; a CATCH block sees the last
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 10);
GO
SELECT nope1, id, nope2 FROM dbo.t WHERE x.v = 1;
GO
PRINT 'not printed';
SELECT nope1 FROM dbo.t;
SELECT v FROM dbo.t;
UPDATE dbo.t SET v = nope2;
GO
CREATE PROCEDURE dbo.p AS
BEGIN
  SELECT nope1 FROM dbo.t;
  DELETE FROM dbo.t WHERE nope2 = 1;
END
GO
BEGIN TRY
  EXEC ('SELECT nope1, nope2 FROM dbo.t');
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS num, ERROR_MESSAGE() AS msg;
END CATCH
GO
SET @undeclared = 1;
PRINT @undeclared;
