-- TRY_CAST, TRY_CONVERT and TRY_PARSE catch the failed conversion, not an error inside their operand
SELECT TRY_CAST('x' AS int) AS a, TRY_CONVERT(date, '2024-02-30') AS b, TRY_PARSE('12,5' AS int USING 'de-DE') AS c;
GO
SELECT TRY_CAST(1 / 0 AS varchar(10)) AS a;
GO
DECLARE @zero int = 0;
SELECT TRY_CONVERT(varchar(10), 10 / @zero) AS a;
GO
SELECT TRY_CAST(CAST('x' AS int) AS varchar(10)) AS a;
GO
SELECT TRY_PARSE('1' AS int USING 'xx-YY') AS a;
GO
SELECT PARSE(NULL AS int) AS a;
GO
DECLARE @n nvarchar(10);
SELECT PARSE(@n AS int) AS a, TRY_PARSE(@n AS date) AS b;
