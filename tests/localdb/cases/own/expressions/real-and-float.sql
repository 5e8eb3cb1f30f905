-- real keeps seven digits, float fifteen; comparison of the two; very large and small values
SELECT CAST(0.1 AS real) AS r, CASE WHEN CAST(0.1 AS real) = CAST(0.1 AS float) THEN 1 ELSE 0 END AS same, CAST(1e300 AS float) * 1e5 AS big, CAST(123456789 AS real) AS rounded, CAST(CAST(0.5 AS real) AS float) AS half;
GO
DECLARE @f float;
BEGIN TRY SET @f = CAST(1e308 AS float) * 10; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
