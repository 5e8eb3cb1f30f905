-- Recursive CTEs: dates of a period, splitting text, factorials
DECLARE @f date = '2024-02-28';
WITH d AS (SELECT @f AS d UNION ALL SELECT DATEADD(day, 1, d) FROM d WHERE d < '2024-03-02') SELECT d, DATENAME(weekday, d) AS wd FROM d ORDER BY d;
GO
DECLARE @s varchar(30) = 'a,bb,,c';
WITH p AS (SELECT 1 AS n, CHARINDEX(',', @s + ',') AS e, 1 AS b UNION ALL SELECT n + 1, CHARINDEX(',', @s + ',', e + 1), e + 1 FROM p WHERE e < LEN(@s)) SELECT n, SUBSTRING(@s, b, e - b) AS piece FROM p ORDER BY n;
GO
WITH f AS (SELECT 0 AS n, CAST(1 AS bigint) AS v UNION ALL SELECT n + 1, v * (n + 1) FROM f WHERE n < 15) SELECT v FROM f WHERE n IN (5, 15) ORDER BY n;
