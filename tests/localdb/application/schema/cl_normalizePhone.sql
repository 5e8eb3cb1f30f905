-- Leaves digits only and makes 8XXXXXXXXXX into 7XXXXXXXXXX; NULL when the result is not a number of eleven digits.
CREATE OR ALTER FUNCTION dbo.cl_normalizePhone(@text nvarchar(64)) RETURNS varchar(20)
WITH SCHEMABINDING
AS
BEGIN
  DECLARE @digits varchar(64) = '', @i int = 1, @c nchar(1);
  WHILE @i <= LEN(@text)
  BEGIN
    SET @c = SUBSTRING(@text, @i, 1);
    IF @c LIKE N'[0-9]' SET @digits += @c;
    SET @i += 1;
  END;
  IF LEN(@digits) = 10 SET @digits = '7' + @digits;
  IF LEN(@digits) = 11 AND LEFT(@digits, 1) = '8' SET @digits = STUFF(@digits, 1, 1, '7');
  RETURN CASE WHEN LEN(@digits) = 11 THEN @digits END;
END;
GO
