-- Predicates as values only inside CASE and IIF; NOT, EXISTS, ANY with NULL
SELECT CASE WHEN EXISTS (SELECT 1 WHERE 1 = 0) THEN 1 ELSE 0 END AS e, CASE WHEN NOT EXISTS (SELECT NULL WHERE 1 = 0) THEN 1 ELSE 0 END AS ne, IIF(5 BETWEEN 1 AND 5 AND NOT 'a' LIKE 'b%', 'yes', 'no') AS b, IIF(NULL IN (1, 2), 'in', 'not') AS n, IIF(1 NOT IN (2, NULL), 'in', 'unknown') AS u, IIF(NOT (NULL = 1) OR 1 = 1, 1, 0) AS o;
GO
SELECT 1 = 1 AS x;
