-- @@ERROR with GOTO, the way it was before TRY: the first failed statement jumps to the rollback
CREATE TABLE dbo.t (id int PRIMARY KEY);
GO
CREATE PROCEDURE dbo.two_inserts @a int, @b int AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @e int;
  BEGIN TRAN;
  INSERT INTO dbo.t VALUES (@a);
  SET @e = @@ERROR; IF @e <> 0 GOTO failed;
  INSERT INTO dbo.t VALUES (@b);
  SET @e = @@ERROR; IF @e <> 0 GOTO failed;
  COMMIT;
  RETURN 0;
failed:
  ROLLBACK;
  RETURN @e;
END
GO
DECLARE @r1 int, @r2 int;
EXEC @r1 = dbo.two_inserts 1, 2;
EXEC @r2 = dbo.two_inserts 3, 1;
SELECT @r1 AS r1, @r2 AS r2, (SELECT COUNT(*) FROM dbo.t) AS n;
