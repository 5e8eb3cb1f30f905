-- Looping over rows without a cursor: a keyed WHILE, a table variable with identity, a temp table as a stack
DECLARE @t TABLE (n int IDENTITY(1, 1) PRIMARY KEY, code varchar(5), v int);
INSERT INTO @t (code, v) SELECT x.c, x.v FROM (VALUES ('b', 2), ('a', 1), ('c', 3)) AS x(c, v) ORDER BY x.c;
DECLARE @n int = 1, @max int = (SELECT MAX(n) FROM @t), @out varchar(50) = '';
WHILE @n <= @max
BEGIN
  SELECT @out += CONCAT(code, v, ';') FROM @t WHERE n = @n;
  SET @n += 1;
END
SELECT @out AS keyed;
DECLARE @k varchar(5) = '';
SET @out = '';
WHILE 1 = 1
BEGIN
  SELECT TOP (1) @k = code FROM @t WHERE code > @k ORDER BY code;
  IF @@ROWCOUNT = 0 BREAK;
  SET @out += @k;
END
SELECT @out AS seek;
