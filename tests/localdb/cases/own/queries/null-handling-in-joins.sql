-- NULL keys never join; grouping and DISTINCT treat them as one; ordering puts them first
CREATE TABLE dbo.a (k int NULL, v int);
CREATE TABLE dbo.b (k int NULL, w int);
INSERT INTO dbo.a VALUES (1, 10), (NULL, 20), (NULL, 30);
INSERT INTO dbo.b VALUES (1, 1), (NULL, 2);
SELECT a.v, b.w FROM dbo.a AS a JOIN dbo.b AS b ON b.k = a.k;
SELECT a.v, b.w FROM dbo.a AS a JOIN dbo.b AS b ON b.k = a.k OR (b.k IS NULL AND a.k IS NULL) ORDER BY a.v;
SELECT k, SUM(v) AS s FROM dbo.a GROUP BY k ORDER BY k;
SELECT k FROM dbo.a INTERSECT SELECT k FROM dbo.b ORDER BY k;
