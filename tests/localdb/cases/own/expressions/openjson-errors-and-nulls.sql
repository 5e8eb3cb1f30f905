-- OPENJSON of NULL gives no rows, of a scalar path in strict mode an error; WITH of missing objects gives NULLs
SELECT COUNT(*) AS n FROM OPENJSON(CAST(NULL AS nvarchar(max)));
SELECT a, b FROM OPENJSON(N'[{"a":1},{"b":"x"},{}]') WITH (a int, b nvarchar(5)) ORDER BY ISNULL(a, 9), b DESC;
GO
DECLARE @n int;
BEGIN TRY SELECT @n = COUNT(*) FROM OPENJSON(N'{"a":1}', 'strict $.b'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SELECT @n = a FROM OPENJSON(N'{"a":"x"}') WITH (a int); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
