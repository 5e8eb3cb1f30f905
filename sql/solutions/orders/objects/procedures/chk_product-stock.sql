-- Check `product-stock`: stock is not negative, and what is on sale has a price.
CREATE OR ALTER PROCEDURE dbo.[chk_product-stock]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    p.id AS itemID,
    CONCAT(p.sku, N' ', IIF(@lang = N'ru', p.nameRu, p.nameEn)) AS text,
    CONCAT(N'/product/', p.id) AS url,
    CASE WHEN p.stock < 0 THEN N'danger' ELSE N'warning' END AS severity,
    p.stock,
    p.price
  FROM dbo.prd_products AS p
  WHERE (p.stock < 0 OR (p.isActive = 1 AND p.price = 0)) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY p.sku;
END;
GO
