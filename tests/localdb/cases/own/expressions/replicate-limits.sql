-- REPLICATE of varchar stops at 8000 bytes unless its argument is varchar(max)
SELECT LEN(REPLICATE('a', 9000)) AS v, LEN(REPLICATE(CAST('a' AS varchar(max)), 9000)) AS vmax, LEN(REPLICATE(N'я', 5000)) AS n, LEN(REPLICATE(CAST(N'я' AS nvarchar(max)), 5000)) AS nmax, LEN(REPLICATE('abc', 3000)) AS cut;
GO
DECLARE @s varchar(max) = '';
SET @s = @s + REPLICATE('x', 8000) + REPLICATE('y', 10);
SELECT LEN(@s) AS grown, RIGHT(@s, 2) AS tail;
