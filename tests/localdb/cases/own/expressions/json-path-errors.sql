-- JSON path and document errors: a bad path 13607, bad JSON 13609, a column of FOR JSON without a name
DECLARE @r nvarchar(50);
BEGIN TRY SET @r = JSON_VALUE('{"a":1}', 'a.b'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @r = JSON_VALUE('{"a":', '$.a'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @r = JSON_QUERY('{"a":1}', 'strict $.a'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
GO
SELECT 1 + 1 FOR JSON PATH;
