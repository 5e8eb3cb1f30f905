-- Form `product`: categories as a tree by indent.
CREATE OR ALTER PROCEDURE dbo.[fm_product_categoryID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id AS Value, CONCAT(REPLICATE(N'— ', c.[level]), IIF(@lang = N'ru', c.nameRu, c.nameEn)) AS Text FROM dbo.prd_v_categoryPaths AS c WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) ORDER BY c.sortKey;
END;
GO
