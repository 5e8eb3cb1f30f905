-- Parameters: NULL defaults, wildcards, expressions as defaults are constants, output with a default, sql_variant
CREATE PROCEDURE dbo.p @a int = NULL, @b varchar(10) = 'x%', @c datetime = '20240101', @d sql_variant = N'v', @e decimal(5,1) = -1.25, @o int = 7 OUTPUT AS
BEGIN
  SET @o = @o + ISNULL(@a, 0);
  SELECT @a AS a, @b AS b, @c AS c, CAST(@d AS nvarchar(10)) AS d, @e AS e;
END
GO
DECLARE @o int = 1, @o2 int;
EXEC dbo.p @o = @o OUTPUT;
EXEC dbo.p 5, DEFAULT, DEFAULT, 12, 1.26, @o2 OUTPUT;
SELECT @o AS o, @o2 AS o2;
EXEC dbo.p @o = DEFAULT;
