-- Parameters by position after by name is an error; any order by name; expressions need variables
CREATE PROCEDURE dbo.p @a int, @b int = 2, @c int = 3 AS SELECT @a AS a, @b AS b, @c AS c;
GO
EXEC dbo.p @c = 30, @a = 10;
EXEC dbo.p 1, @c = 9;
DECLARE @x int = 5;
SET @x = @x * 2;
EXEC dbo.p @x, @x, -1;
GO
EXEC dbo.p 1 + 1;
GO
EXEC dbo.p @b = 1;
