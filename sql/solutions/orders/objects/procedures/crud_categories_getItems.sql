-- Table `categories`: categories in the order of the tree.
CREATE OR ALTER PROCEDURE dbo.[crud_categories_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @search nvarchar(200);
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  SELECT c.id, cat.code, c.nameEn, c.nameRu, IIF(@lang = N'ru', c.pathRu, c.pathEn) AS path, cat.icon, c.isActive, c.ord, c.[level], (SELECT COUNT(*) FROM dbo.prd_products AS p WHERE p.categoryID = c.id) AS products
  FROM dbo.prd_v_categoryPaths AS c
  INNER JOIN dbo.prd_categories AS cat ON cat.id = c.id
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) AND (@search IS NULL OR c.nameEn LIKE @search OR c.nameRu LIKE @search)
  ORDER BY c.sortKey;
  SELECT COUNT(*) AS total FROM dbo.prd_categories AS c WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) AND (@search IS NULL OR c.nameEn LIKE @search OR c.nameRu LIKE @search);
END;
GO
