-- A column name in PRINT (128), an ambiguous column (209), a missing alias of a derived table (102), a duplicate alias (1011)
PRINT nosuch;
GO
SELECT id FROM (SELECT 1 AS id) AS a CROSS JOIN (SELECT 2 AS id) AS b;
GO
SELECT a.x FROM (SELECT 1 AS x) AS a CROSS JOIN (SELECT 2 AS x) AS a;
GO
SELECT x.nosuch FROM (SELECT 1 AS id) AS x;
