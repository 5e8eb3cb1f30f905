-- Arithmetic of smallint and tinyint stays in the wider of the operand types: overflow 8115
DECLARE @a smallint = 32000, @b smallint = 1000, @t tinyint = 200, @r int;
BEGIN TRY SET @r = @a + @b; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @r = @t + @t; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
SELECT @a + 1000 AS with_literal, @t + 100 AS wide, @r AS r;
