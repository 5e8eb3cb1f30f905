-- A procedure that uses a savepoint when a transaction is open and its own transaction otherwise
CREATE TABLE dbo.t (id int PRIMARY KEY, who varchar(10));
GO
CREATE PROCEDURE dbo.put @id int, @fail bit = 0 AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @outer int = @@TRANCOUNT;
  IF @outer = 0 BEGIN TRAN ELSE SAVE TRAN put_sp;
  BEGIN TRY
    INSERT INTO dbo.t VALUES (@id, 'put');
    IF @fail = 1 RAISERROR('asked to fail', 16, 1);
    IF @outer = 0 COMMIT;
    RETURN 0;
  END TRY
  BEGIN CATCH
    IF @outer = 0 ROLLBACK ELSE IF XACT_STATE() = 1 ROLLBACK TRAN put_sp;
    RETURN 1;
  END CATCH
END
GO
DECLARE @a int, @b int, @c int;
BEGIN TRAN;
INSERT INTO dbo.t VALUES (1, 'outer');
EXEC @a = dbo.put 2;
EXEC @b = dbo.put 3, 1;
SELECT @@TRANCOUNT AS tc, @a AS a, @b AS b;
COMMIT;
EXEC @c = dbo.put 4, 1;
SELECT @@TRANCOUNT AS tc, @c AS c;
SELECT id, who FROM dbo.t ORDER BY id;
