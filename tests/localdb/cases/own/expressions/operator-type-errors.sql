-- Operators that the type does not have: 8117 for dates and text, 402 for bits
DECLARE @r sql_variant;
SELECT CAST('2024-01-02' AS date) - CAST('2024-01-01' AS date) AS x;
GO
SELECT 'b' - 'a' AS x;
GO
SELECT CAST(1 AS bit) + CAST(1 AS bit) AS x;
GO
SELECT N'a' * N'b' AS x;
GO
SELECT '10' - 1 AS a, '5' * 2 AS b, '7' / '2' + 0 AS c;
GO
SELECT '10' - 1 AS a, '5' * 2 AS b;
