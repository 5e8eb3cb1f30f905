-- Modulo of decimals, of negative values and of bigint; even and odd rows
SELECT 10.5 % 3 AS a, -7.5 % 2 AS b, 5 % 2.5 AS c, CAST(9000000000 AS bigint) % 7 AS d, -1 % 5 AS e;
GO
SELECT v.n, CASE WHEN v.n % 2 = 0 THEN 'even' ELSE 'odd' END AS kind FROM (VALUES (-3), (0), (7)) AS v(n) ORDER BY v.n;
