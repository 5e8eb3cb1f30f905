-- Tree of categories: nodes with counts of everything below; then the tree's settings.
CREATE OR ALTER PROCEDURE dbo.tree_categories_getItems @parameters dbo.DictionaryParameter READONLY, @username nvarchar(64), @itemID nvarchar(128) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  WITH up AS (
    SELECT id, id AS ancestorID, parentID FROM dbo.prd_categories
    UNION ALL
    SELECT up.id, c.id, c.parentID FROM up JOIN dbo.prd_categories AS c ON c.id = up.parentID
  )
  SELECT v.id, ISNULL(CAST(v.parentID AS nvarchar(10)), N'#') AS parentID, SPACE(v.[level] * 2) + v.name AS name, v.[level],
    (SELECT COUNT(*) FROM up JOIN dbo.prd_products AS p ON p.categoryID = up.id AND p.isActive = 1 WHERE up.ancestorID = v.id) AS products,
    CASE WHEN EXISTS (SELECT * FROM dbo.prd_categories AS c WHERE c.parentID = v.id) THEN N'fa-folder' ELSE N'fa-tag' END AS icon
  FROM dbo.prd_v_categoryPaths AS v
  ORDER BY v.sortKey;
  SELECT 1 AS canCreate, 1 AS canRename, CAST(dbo.sec_isUserInRole(@username, 'admin') AS int) AS canDelete;
END;
GO
