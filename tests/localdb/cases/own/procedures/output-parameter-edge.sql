-- OUTPUT parameters when the procedure fails, when it returns early, and when a literal is given for one
CREATE PROCEDURE dbo.p @x int, @o int OUTPUT AS
BEGIN
  SET @o = 1;
  IF @x = 1 RETURN 5;
  SET @o = 2;
  IF @x = 2 THROW 50001, 'stop', 1;
  SET @o = 3;
END
GO
DECLARE @a int = 0, @b int = 0, @c int = 0, @rc int;
EXEC @rc = dbo.p 1, @a OUTPUT;
BEGIN TRY EXEC dbo.p 2, @b OUTPUT; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
EXEC dbo.p 3, @c OUTPUT;
SELECT @rc AS rc, @a AS a, @c AS c;
GO
EXEC dbo.p 3, 7;
PRINT 'a literal without OUTPUT is fine';
