-- A bill of materials: quantities multiplied down the tree, the total of each part
CREATE TABLE dbo.bom (parent varchar(10), part varchar(10), qty int);
INSERT INTO dbo.bom VALUES ('bike', 'wheel', 2), ('bike', 'frame', 1), ('wheel', 'spoke', 32), ('wheel', 'rim', 1), ('frame', 'bolt', 10), ('rim', 'bolt', 2);
GO
WITH x AS (SELECT part, qty, 1 AS lvl FROM dbo.bom WHERE parent = 'bike' UNION ALL SELECT b.part, b.qty * x.qty, x.lvl + 1 FROM dbo.bom AS b JOIN x ON x.part = b.parent)
SELECT part, SUM(qty) AS total, MAX(lvl) AS deepest FROM x GROUP BY part ORDER BY part;
