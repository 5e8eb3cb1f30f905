-- STDEV, STDEVP, VAR, VARP, CHECKSUM_AGG and aggregates with a single row
SELECT STDEVP(v.x) AS sp, VARP(v.x) AS vp, ROUND(STDEV(v.x), 6) AS s, ROUND(VAR(v.x), 6) AS var_ FROM (VALUES (2), (4), (4), (4), (5), (5), (7), (9)) AS v(x);
SELECT STDEV(v.x) AS s1, STDEVP(v.x) AS sp1, AVG(v.x) AS a FROM (VALUES (5)) AS v(x);
