-- VALUES as a table: expressions, subqueries, NULL first, mixed types, joined and aggregated
SELECT v.k, v.n FROM (VALUES ('a', 1 + 1), ('b', (SELECT MAX(x) FROM (VALUES (5), (7)) AS q(x))), ('c', NULL)) AS v(k, n) ORDER BY v.k;
SELECT SUM(v.n) AS s, MIN(v.d) AS d FROM (VALUES (1, CAST('2024-01-02' AS date)), (2.5, '2024-01-01')) AS v(n, d);
SELECT a.x * b.y AS p FROM (VALUES (2), (3)) AS a(x) CROSS JOIN (VALUES (10), (100)) AS b(y) ORDER BY p;
