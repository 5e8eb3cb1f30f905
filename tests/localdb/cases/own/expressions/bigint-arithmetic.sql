-- bigint in sums and products, COUNT_BIG, overflow of int products
SELECT CAST(2147483647 AS bigint) * 2 AS a, CAST(9223372036854775807 AS bigint) AS mx, CAST(-9223372036854775808 AS bigint) AS mn;
GO
DECLARE @i int = 100000, @r int;
BEGIN TRY SET @r = @i * @i; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err, ERROR_MESSAGE() AS msg; END CATCH
SELECT CAST(@i AS bigint) * @i AS ok, @r AS r;
