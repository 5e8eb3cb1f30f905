-- Form `product` (supervisor).
CREATE OR ALTER PROCEDURE dbo.[fm_product_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT p.id, p.sku, p.nameEn, p.nameRu, p.categoryID, p.descriptionEn, p.descriptionRu, p.unitEn, p.unitRu, p.price, p.oldPrice, p.stock, p.isActive, CONVERT(varchar(18), CONVERT(binary(8), p.rv), 1) AS rv
  FROM dbo.prd_products AS p
  WHERE p.id = TRY_CAST(@itemID AS int) AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL);
  SELECT CAST(CASE WHEN dbo.sec_isUserInRole(@username, N'supervisor') = 1 THEN 0 ELSE 1 END AS bit) AS readonly;
END;
GO
