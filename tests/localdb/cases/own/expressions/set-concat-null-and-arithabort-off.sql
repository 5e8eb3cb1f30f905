-- CONCAT_NULL_YIELDS_NULL OFF adds NULL as empty text; ARITHABORT and ANSI_WARNINGS both OFF make NULL of a failed calculation
SET CONCAT_NULL_YIELDS_NULL OFF;
DECLARE @n varchar(10);
SELECT 'a' + NULL AS a, 'x' + @n + 'y' AS b, CAST(NULL AS varchar(5)) + 'z' AS c;
SET CONCAT_NULL_YIELDS_NULL ON;
SELECT 'a' + NULL AS a, 'x' + @n AS b;
GO
SET ARITHABORT OFF;
SET ANSI_WARNINGS OFF;
DECLARE @zero int = 0, @big int = 2147483647;
SELECT 10 / @zero AS a, 10 % @zero AS b, @big + 1 AS c, 1.5 / @zero AS d;
SET ARITHABORT ON;
SET ANSI_WARNINGS ON;
SELECT 10 / @zero AS a;
