-- RETURN of NULL gives status 0; RETURN of an expression; the status of a procedure that fails inside TRY
CREATE PROCEDURE dbo.r @x int AS RETURN @x;
GO
DECLARE @a int, @b int;
EXEC @a = dbo.r NULL;
EXEC @b = dbo.r -15;
SELECT @a AS a, @b AS b;
