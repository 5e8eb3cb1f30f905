-- Text to money: currency sign, thousands separators anywhere, negative values, 235 for the rest
SELECT CAST('$1,234.56' AS money) AS a, CAST('1,5' AS money) AS comma_is_dropped, CAST('-$2' AS money) AS neg, CAST('.5' AS money) AS half, TRY_CAST('1.2.3' AS money) AS bad, CAST(1e3 AS money) AS from_float;
GO
DECLARE @m money, @s smallmoney;
BEGIN TRY SET @m = 'ten'; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @s = CAST(300000 AS money); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
