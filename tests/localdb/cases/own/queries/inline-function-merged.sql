-- inline functions beside tables and under outer joins: conditions from outside, arguments from variables, expressions and columns
CREATE TABLE dbo.o (id int PRIMARY KEY, pointID int, total int, isDeleted bit NOT NULL DEFAULT 0);
INSERT dbo.o (id, pointID, total) VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30), (4, 2, 40);
UPDATE dbo.o SET isDeleted = 1 WHERE id = 4;
GO
CREATE FUNCTION dbo.visible(@p int, @min int = 0) RETURNS TABLE AS RETURN (SELECT id, total, total * 2 AS twice, @p AS asked, N'x' AS c FROM dbo.o WHERE isDeleted = 0 AND (pointID = @p OR @p IS NULL) AND total >= @min);
GO
DECLARE @p int = 1, @id int = 2;
SELECT id, twice, asked FROM dbo.visible(@p, DEFAULT) WHERE id = @id;
SELECT id FROM dbo.visible(NULL, 15 + 5) AS v WHERE id < 4 ORDER BY id DESC;
SELECT o.id, v.twice, v.asked, v.c FROM dbo.o AS o LEFT JOIN dbo.visible(@p, 0) AS v ON v.id = o.id ORDER BY o.id;
SELECT o.id, v.id AS vid, v.c FROM dbo.visible(2, 0) AS v RIGHT JOIN dbo.o AS o ON o.id = v.id AND v.total > 5 ORDER BY o.id;
SELECT o.id, v.id AS vid, v.asked FROM dbo.o AS o OUTER APPLY dbo.visible(o.pointID, o.total) AS v ORDER BY o.id, v.id;
SELECT o.id, (SELECT COUNT(*) FROM dbo.visible(o.pointID, 0)) AS n, (SELECT MAX(v.total) FROM dbo.visible(@p, 0) AS v WHERE v.id <> o.id) AS m FROM dbo.o AS o ORDER BY o.id;
SELECT a.id, b.id AS bid FROM dbo.visible(1, 0) AS a FULL JOIN dbo.visible(2, 0) AS b ON b.total = a.total + 10 ORDER BY a.id, b.id;
SELECT id FROM dbo.o WHERE id IN (SELECT id FROM dbo.visible(2, 0)) AND EXISTS (SELECT 1 FROM dbo.visible(NULL, 0) AS v WHERE v.id = o.id - 1);
UPDATE o SET total += v.twice FROM dbo.o AS o JOIN dbo.visible(@p, 15) AS v ON v.id = o.id;
DELETE o FROM dbo.o AS o WHERE NOT EXISTS (SELECT 1 FROM dbo.visible(NULL, 0) AS v WHERE v.id = o.id);
SELECT id, total FROM dbo.o ORDER BY id;
