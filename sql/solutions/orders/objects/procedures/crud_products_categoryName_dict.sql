-- Table `products`: categories for filter and edit, as a tree by indent; Value is the category's id.
CREATE OR ALTER PROCEDURE dbo.[crud_products_categoryName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id AS Value, CONCAT(REPLICATE(N'— ', c.[level]), IIF(@lang = N'ru', c.nameRu, c.nameEn)) AS Text FROM dbo.prd_v_categoryPaths AS c WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) ORDER BY c.sortKey;
END;
GO
