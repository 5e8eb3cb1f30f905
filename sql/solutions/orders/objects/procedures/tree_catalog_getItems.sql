-- Tree `catalog`: categories for sale with the number of products, for the catalogue's filter.
CREATE OR ALTER PROCEDURE dbo.[tree_catalog_getItems]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @itemID nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT c.id AS Id, c.parentID AS ParentID, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS title, c.ord AS Ord, cat.icon AS Icon, CAST(CASE WHEN c.[level] = 0 THEN 1 ELSE 0 END AS bit) AS Expanded,
    CONVERT(nvarchar(16), (SELECT COUNT(*) FROM dbo.prd_below(c.id) AS b INNER JOIN dbo.prd_products AS p ON p.categoryID = b.id AND p.isActive = 1)) AS info, CONCAT(N'/catalog?catalog.categoryID=', c.id) AS href
  FROM dbo.prd_v_categoryPaths AS c
  INNER JOIN dbo.prd_categories AS cat ON cat.id = c.id
  WHERE c.isActive = 1 AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username))
  ORDER BY c.sortKey;
END;
GO
