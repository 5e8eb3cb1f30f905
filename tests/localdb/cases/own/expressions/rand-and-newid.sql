-- RAND is in [0, 1) and repeats for a seed; NEWID gives a new value for each row
SELECT CASE WHEN RAND() >= 0 AND RAND() < 1 THEN 1 ELSE 0 END AS in_range, CASE WHEN RAND(7) = RAND(7) THEN 1 ELSE 0 END AS same_seed;
SELECT COUNT(DISTINCT x.g) AS different FROM (SELECT NEWID() AS g FROM (VALUES (1), (2), (3)) AS v(n)) AS x;
SELECT CASE WHEN ABS(CHECKSUM(NEWID())) % 10 BETWEEN 0 AND 9 THEN 1 ELSE 0 END AS die;
