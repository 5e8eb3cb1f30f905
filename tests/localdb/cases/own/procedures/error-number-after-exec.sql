-- @@ERROR after EXEC is that of the procedure's last statement; a constant cannot be an OUTPUT argument (179)
CREATE PROCEDURE dbo.raises AS RAISERROR('bad', 16, 1);
GO
CREATE PROCEDURE dbo.raises_and_goes_on AS
BEGIN
  RAISERROR('bad', 16, 1);
  PRINT 'went on';
END
GO
CREATE PROCEDURE dbo.doubled @x int OUTPUT AS SET @x *= 2;
GO
EXEC dbo.raises;
SELECT @@ERROR AS after_error;
EXEC dbo.raises_and_goes_on;
SELECT @@ERROR AS after_print;
EXEC ('DECLARE @d int = 1; SET @d = @d / (@d - 1);');
SELECT @@ERROR AS after_text;
GO
EXEC dbo.doubled 5 OUTPUT;
PRINT 'not printed';
GO
DECLARE @x int = 5;
EXEC dbo.doubled @x;
SELECT @x AS unchanged;
EXEC dbo.doubled @x OUTPUT;
SELECT @x AS doubled;
