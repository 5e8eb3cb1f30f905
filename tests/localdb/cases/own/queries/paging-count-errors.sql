-- TOP, OFFSET and FETCH: counts that are no counts, TOP by a subquery, and the order in which they are checked
CREATE TABLE dbo.t (id int PRIMARY KEY);
INSERT INTO dbo.t VALUES (1), (2), (3), (4);
GO
SELECT TOP (SELECT COUNT(*) / 2 FROM dbo.t) id FROM dbo.t ORDER BY id;
SELECT id FROM dbo.t ORDER BY id OFFSET (SELECT 1) ROWS FETCH NEXT (SELECT 2) ROWS ONLY;
GO
SELECT id FROM dbo.t ORDER BY id OFFSET 0 ROWS FETCH NEXT 0 ROWS ONLY;
GO
DECLARE @skip int = -1;
SELECT TOP (0) id FROM dbo.t;
SELECT id FROM dbo.t ORDER BY id OFFSET -1 ROWS;
GO
SELECT TOP (2.5) id FROM dbo.t;
GO
SELECT TOP (101) PERCENT id FROM dbo.t;
