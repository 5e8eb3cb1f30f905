-- GREATEST and LEAST over mixed numbers, text and dates; NULL only when all are
SELECT GREATEST(1, 2.5, 2) AS g, LEAST('b', 'a', 'C') AS l, GREATEST(CAST('2024-01-01' AS date), '2024-06-01') AS d, LEAST(NULL, 5) AS n5, GREATEST(NULL, NULL, CAST(NULL AS int)) AS n, LEAST($5, 4.5) AS m;
