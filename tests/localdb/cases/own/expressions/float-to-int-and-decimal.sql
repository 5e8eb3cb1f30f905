-- Conversions of float: int truncates, decimal rounds, text keeps six digits, very small differences disappear in decimal
SELECT CAST(2.9e0 AS int) AS a, CAST(-2.9e0 AS int) AS b, CAST(2.345e0 AS decimal(9,2)) AS c, CAST(0.1e0 + 0.2e0 AS decimal(18,10)) AS d, CAST(1e0 / 3 AS varchar(30)) AS e, STR(1e0 / 3, 10, 4) AS f, CAST(1234567.8e0 AS varchar(30)) AS g;
GO
DECLARE @i int;
BEGIN TRY SET @i = CAST(1e10 AS int); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @i = CAST('1.5' AS int); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
