-- Categories with their level, path in both languages and a key that sorts as the tree.
CREATE OR ALTER VIEW dbo.prd_v_categoryPaths
AS
WITH tree AS (
  SELECT c.id, c.parentID, c.nameEn, c.nameRu, c.ord, c.isActive, 0 AS [level], CAST(c.nameEn AS nvarchar(1000)) AS pathEn, CAST(c.nameRu AS nvarchar(1000)) AS pathRu,
    CAST(RIGHT(N'00000' + CAST(c.ord AS nvarchar(5)), 5) + RIGHT(N'00000' + CAST(c.id AS nvarchar(5)), 5) AS nvarchar(400)) AS sortKey
  FROM dbo.prd_categories AS c
  WHERE c.parentID IS NULL
  UNION ALL
  SELECT c.id, c.parentID, c.nameEn, c.nameRu, c.ord, c.isActive, t.[level] + 1, CAST(t.pathEn + N' / ' + c.nameEn AS nvarchar(1000)), CAST(t.pathRu + N' / ' + c.nameRu AS nvarchar(1000)),
    CAST(t.sortKey + RIGHT(N'00000' + CAST(c.ord AS nvarchar(5)), 5) + RIGHT(N'00000' + CAST(c.id AS nvarchar(5)), 5) AS nvarchar(400))
  FROM tree AS t
  INNER JOIN dbo.prd_categories AS c ON c.parentID = t.id
)
SELECT id, parentID, nameEn, nameRu, ord, isActive, [level], pathEn, pathRu, sortKey FROM tree;
GO
