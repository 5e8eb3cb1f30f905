-- WHILE over text, nested BREAK, a counter of attempts with TRY, a loop without a body block
DECLARE @s varchar(50) = 'a=1;b=22;c', @k varchar(10), @out varchar(100) = '', @p int;
WHILE LEN(@s) > 0
BEGIN
  SET @p = CHARINDEX(';', @s + ';');
  SET @k = LEFT(@s, @p - 1);
  SET @s = SUBSTRING(@s, @p + 1, 50);
  IF CHARINDEX('=', @k) = 0 CONTINUE;
  SET @out += CONCAT(LEFT(@k, CHARINDEX('=', @k) - 1), ':', SUBSTRING(@k, CHARINDEX('=', @k) + 1, 10), ' ');
END
SELECT RTRIM(@out) AS pairs;
DECLARE @try int = 0, @ok bit = 0;
WHILE @try < 5 AND @ok = 0
BEGIN
  SET @try += 1;
  BEGIN TRY
    IF @try < 3 THROW 50000, 'again', 1;
    SET @ok = 1;
  END TRY
  BEGIN CATCH
    IF ERROR_NUMBER() <> 50000 BREAK;
  END CATCH
END
DECLARE @i int = 0;
WHILE @i < 7 SET @i += 2;
SELECT @try AS tries, @ok AS ok, @i AS i;
