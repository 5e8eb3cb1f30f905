-- A separated list as rows, trimmed, without empty parts.
CREATE OR ALTER FUNCTION dbo.split(@text nvarchar(max), @separator nvarchar(8))
RETURNS @parts TABLE (ord int IDENTITY(1, 1) PRIMARY KEY, value nvarchar(4000) NOT NULL)
AS
BEGIN
  DECLARE @start int = 1, @end int, @length int = LEN(@separator + N'x') - 1;
  IF @text IS NULL RETURN;
  WHILE 1 = 1
  BEGIN
    SET @end = CHARINDEX(@separator, @text, @start);
    IF @end = 0 SET @end = DATALENGTH(@text) / 2 + 1;
    INSERT INTO @parts (value)
    SELECT v.value FROM (SELECT LTRIM(RTRIM(SUBSTRING(@text, @start, @end - @start)))) AS v(value) WHERE v.value <> N'';
    SET @start = @end + @length;
    IF @start > DATALENGTH(@text) / 2 BREAK;
  END;
  RETURN;
END;
GO
