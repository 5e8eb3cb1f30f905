-- Recursive parts: two references (253), in a subquery (465), without UNION ALL (252), an untyped NULL in the anchor is int
WITH r AS (SELECT 1 AS n, NULL AS prev UNION ALL SELECT n + 1, n FROM r WHERE n < 3) SELECT n, prev FROM r ORDER BY n;
GO
WITH r AS (SELECT 1 AS n UNION ALL SELECT r.n + 1 FROM r JOIN r AS q ON q.n = r.n WHERE r.n < 3) SELECT n FROM r;
GO
WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < (SELECT MAX(n) + 3 FROM r)) SELECT n FROM r;
GO
WITH r AS (SELECT n + 1 AS n FROM r) SELECT n FROM r;
GO
WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r OPTION (MAXRECURSION 40000);
GO
WITH r AS (SELECT 1 AS n UNION ALL SELECT n * 2 FROM r WHERE n < 50) SELECT a.n, b.n AS m FROM r AS a JOIN r AS b ON b.n = a.n * 4 ORDER BY a.n;
