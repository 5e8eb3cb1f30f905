-- Catalogue: categories for the filter, as a tree by indent.
CREATE OR ALTER PROCEDURE dbo.[crud_catalog_categoryID_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id AS Value, CONCAT(REPLICATE(N'— ', c.[level]), IIF(@lang = N'ru', c.nameRu, c.nameEn)) AS Text
  FROM dbo.prd_v_categoryPaths AS c
  WHERE c.isActive = 1
  ORDER BY c.sortKey;
END;
GO
