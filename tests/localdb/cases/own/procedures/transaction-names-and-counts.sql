-- @@TRANCOUNT through BEGIN, COMMIT and ROLLBACK in nested procedures; a named rollback of the outermost
CREATE TABLE dbo.t (v int);
GO
CREATE PROCEDURE dbo.lvl @n int AS
BEGIN
  BEGIN TRAN;
  INSERT INTO dbo.t VALUES (@@TRANCOUNT);
  IF @n > 1 BEGIN DECLARE @m int = @n - 1; EXEC dbo.lvl @m; END
  COMMIT;
END
GO
BEGIN TRAN work_;
EXEC dbo.lvl 3;
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n, MAX(v) AS deepest FROM dbo.t;
ROLLBACK TRAN work_;
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n FROM dbo.t;
EXEC dbo.lvl 2;
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n, MAX(v) AS deepest FROM dbo.t;
