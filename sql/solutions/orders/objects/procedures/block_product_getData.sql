-- Block `product`: the product; its variants with prices; others of the category.
CREATE OR ALTER PROCEDURE dbo.[block_product_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int;
  SELECT @id = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username)) SET @id = NULL;
  SELECT p.id, p.sku, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, IIF(@lang = N'ru', p.descriptionRu, p.descriptionEn) AS description, p.price, p.oldPrice, IIF(@lang = N'ru', p.unitRu, p.unitEn) AS unit, p.stock, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS categoryName, CONCAT(N'/c/resource/product-image/file?itemID=', p.id) AS picture
  FROM dbo.prd_products AS p
  INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID
  WHERE p.id = @id AND p.isActive = 1;
  SELECT v.id, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS name, CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)) AS price
  FROM dbo.prd_variants AS v
  INNER JOIN dbo.prd_products AS p ON p.id = v.productID AND p.isActive = 1
  WHERE v.productID = @id AND v.isActive = 1
  ORDER BY v.ord;
  SELECT TOP (4) o.id, IIF(@lang = N'ru', o.nameRu, o.nameEn) AS name, o.price, CONCAT(N'/c/resource/product-image/file?itemID=', o.id) AS picture
  FROM dbo.prd_products AS p
  INNER JOIN dbo.prd_products AS o ON o.categoryID = p.categoryID AND o.id <> p.id AND o.isActive = 1
  WHERE p.id = @id
  ORDER BY o.ord, o.id;
END;
GO
