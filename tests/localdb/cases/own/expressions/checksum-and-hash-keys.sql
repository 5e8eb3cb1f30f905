-- CHECKSUM follows the collation; HASHBYTES over a joined key tells rows apart
SELECT CASE WHEN CHECKSUM('abc') = CHECKSUM('ABC') THEN 1 ELSE 0 END AS ci, CASE WHEN CHECKSUM(1, 'a') = CHECKSUM(1, 'b') THEN 1 ELSE 0 END AS other, CASE WHEN BINARY_CHECKSUM('a') = BINARY_CHECKSUM('A') THEN 1 ELSE 0 END AS bin_;
SELECT COUNT(DISTINCT HASHBYTES('SHA2_256', CONCAT(v.a, '|', v.b))) AS keys_ FROM (VALUES ('x', 1), ('x', 2), ('x', 1)) AS v(a, b);
