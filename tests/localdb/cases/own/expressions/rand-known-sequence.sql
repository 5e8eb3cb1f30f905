-- RAND with a seed gives SQL Server's own numbers, goes on from the seed, and RAND() has one value for a whole query
SELECT CAST(RAND(100) AS decimal(16,15)) AS a, CAST(RAND() AS decimal(16,15)) AS b, CAST(RAND() AS decimal(16,15)) AS c;
SELECT CAST(RAND(1) AS decimal(16,15)) AS one, CAST(RAND(2) AS decimal(16,15)) AS two, CAST(RAND(0) AS decimal(16,15)) AS zero;
GO
SELECT COUNT(DISTINCT r) AS different FROM (SELECT RAND() AS r FROM (VALUES (1), (2), (3), (4)) AS t(a)) AS q;
SELECT COUNT(DISTINCT r) AS different FROM (SELECT RAND(CHECKSUM(a)) AS r FROM (VALUES (1), (2), (3), (4)) AS t(a)) AS q;
SELECT CASE WHEN MIN(r) >= 0 AND MAX(r) < 1 THEN 'in range' END AS range_ FROM (SELECT RAND(a * 1000) AS r FROM (VALUES (1), (-2), (3), (400000)) AS t(a)) AS q;
