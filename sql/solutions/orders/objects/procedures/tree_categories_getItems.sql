-- Tree `categories`: all categories with the number of products.
CREATE OR ALTER PROCEDURE dbo.[tree_categories_getItems]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @itemID nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT 1 AS Result, N'' AS Msg, dbo.sec_isUserInRole(@username, N'supervisor') AS CanRename, dbo.sec_isUserInRole(@username, N'supervisor') AS CanAdd, dbo.sec_isUserInRole(@username, N'supervisor') AS CanDelete;
  SELECT c.id AS Id, c.parentID AS ParentID, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS title, c.ord AS Ord, cat.icon AS Icon, CAST(CASE WHEN c.[level] = 0 THEN 1 ELSE 0 END AS bit) AS Expanded, CASE WHEN c.isActive = 0 THEN N'secondary' END AS color,
    CONVERT(nvarchar(16), (SELECT COUNT(*) FROM dbo.prd_products AS p WHERE p.categoryID = c.id)) AS info
  FROM dbo.prd_v_categoryPaths AS c
  INNER JOIN dbo.prd_categories AS cat ON cat.id = c.id
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
  ORDER BY c.sortKey;
END;
GO
