-- Categories with level and path, by recursion.
CREATE OR ALTER VIEW dbo.prd_v_categoryPaths (id, parentID, name, [level], [path], sortKey)
AS
WITH tree AS (
  SELECT id, parentID, name, 0 AS [level], CAST(name AS nvarchar(max)) AS [path], CAST(RIGHT('0000' + CAST(ord AS varchar(4)), 4) + STR(id, 8) AS varchar(900)) AS sortKey
  FROM dbo.prd_categories
  WHERE parentID IS NULL
  UNION ALL
  SELECT c.id, c.parentID, c.name, t.[level] + 1, t.[path] + N' / ' + c.name,
    CAST(t.sortKey + '.' + RIGHT('0000' + CAST(c.ord AS varchar(4)), 4) + STR(c.id, 8) AS varchar(900))
  FROM dbo.prd_categories AS c
  INNER JOIN tree AS t ON t.id = c.parentID
)
SELECT id, parentID, name, [level], [path], sortKey FROM tree;
GO
