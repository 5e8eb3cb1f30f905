-- Resource `product-image`: the picture of a product as SVG, for every signed-in user.
CREATE OR ALTER PROCEDURE dbo.[rs_product-image_getFile]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT CONCAT(p.sku, N'.svg') AS name, N'image/svg+xml' AS contentType, p.pictureSvg AS content
  FROM dbo.prd_products AS p
  WHERE p.id = TRY_CAST((SELECT MAX(x.[Value]) FROM @parameters AS x WHERE x.[Key] = N'itemID') AS int)
    AND p.pictureSvg IS NOT NULL AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username));
END;
GO
