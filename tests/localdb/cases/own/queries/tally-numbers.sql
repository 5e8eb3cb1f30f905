-- Numbers from a cross join with ROW_NUMBER, used to split text and to fill gaps
CREATE TABLE dbo.used (n int PRIMARY KEY);
INSERT INTO dbo.used VALUES (1), (2), (5), (7);
GO
WITH d AS (SELECT 1 AS x FROM (VALUES (0),(0),(0),(0)) AS v(x)), n AS (SELECT ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) AS n FROM d AS a CROSS JOIN d AS b)
SELECT n.n FROM n LEFT JOIN dbo.used AS u ON u.n = n.n WHERE u.n IS NULL AND n.n < (SELECT MAX(n) FROM dbo.used) ORDER BY n.n;
GO
DECLARE @s varchar(20) = 'abca';
SELECT SUBSTRING(@s, n.value, 1) AS ch, COUNT(*) AS c FROM GENERATE_SERIES(1, 4) AS n GROUP BY SUBSTRING(@s, n.value, 1) ORDER BY ch;
