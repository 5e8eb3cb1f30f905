-- Which error an operator gives for types that it does not take: 402 names both, 8117 the one that is wrong
SELECT CAST('2024-01-15' AS datetime) - CAST('2024-01-14' AS date) AS x;
GO
SELECT CAST('2024-01-15' AS datetime) + CAST('10:00' AS time) AS x;
GO
SELECT CAST('2024-01-15' AS date) + CAST('2024-01-15' AS datetime2) AS x;
GO
SELECT CAST('2024-01-15' AS datetime2) + CAST('2024-01-15' AS datetime2) AS x;
GO
SELECT CAST('2024-01-15' AS datetime2) - 1 AS x;
GO
SELECT CAST(1 AS bit) % CAST(1 AS bit) AS x;
GO
SELECT CAST(1 AS bit) * CAST(1 AS bit) AS x;
GO
SELECT CAST(1 AS bit) + '1' AS x;
GO
SELECT '1' / CAST(1 AS bit) AS x;
GO
SELECT 0x05 - 0x02 AS x;
GO
SELECT 0x05 * 0x02 AS x;
GO
SELECT 1 AS x WHERE CAST('10:00' AS time) < CAST('2024-01-15 10:00' AS datetime);
GO
SELECT 1 AS x WHERE CAST('2024-01-15' AS datetime2) = CAST('10:00' AS time);
