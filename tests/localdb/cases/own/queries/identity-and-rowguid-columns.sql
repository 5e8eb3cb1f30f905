-- $IDENTITY, $ROWGUID, IDENTITYCOL and ROWGUIDCOL: the column's own name, qualified, in WHERE and ORDER BY; hints before the alias
CREATE TABLE dbo.parts (part_id int IDENTITY(10, 10) PRIMARY KEY, row_id uniqueidentifier ROWGUIDCOL DEFAULT '6F9619FF-8B86-D011-B42D-00C04FC964FF', title varchar(10));
INSERT dbo.parts (title) VALUES ('bolt'), ('nut');
SELECT $IDENTITY, $ROWGUID, title FROM dbo.parts ORDER BY $IDENTITY DESC;
SELECT IDENTITYCOL, ROWGUIDCOL, p.$IDENTITY AS again FROM dbo.parts AS p WHERE p.$IDENTITY = 20;
SELECT * FROM (SELECT $IDENTITY, title FROM dbo.parts) AS d WHERE d.part_id = 10;
GO
SELECT a.title, b.title AS other FROM dbo.parts (NOLOCK) a JOIN dbo.parts (nolock) AS b ON b.part_id = a.part_id + 10;
GO
SELECT title FROM dbo.parts WITH (NOLOCK) a;
GO
SELECT SUM(part_id) OVER w1 AS s FROM dbo.parts WINDOW w1 AS (w2), w2 AS (w1);
GO
SELECT title, SUM(part_id) OVER w1 AS running, COUNT(*) OVER (w2 ROWS UNBOUNDED PRECEDING) AS n FROM dbo.parts WINDOW w1 AS (w2 ROWS UNBOUNDED PRECEDING), w2 AS (ORDER BY part_id);
GO
SELECT CEILING($123.45) AS a, CEILING($-123.45) AS b, FLOOR($-1.5) AS c, SQL_VARIANT_PROPERTY($-1.5, 'BaseType') AS base_type, 10 - $3 AS difference;
GO
