-- Form `add-to-cart`: what the product is sold in, with the price.
CREATE OR ALTER PROCEDURE dbo.[fm_add-to-cart_variantID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT v.id AS Value, CONCAT(IIF(@lang = N'ru', v.nameRu, v.nameEn), N' — ', dbo.ord_money(CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)), @lang)) AS Text
  FROM dbo.prd_variants AS v
  INNER JOIN dbo.prd_products AS p ON p.id = v.productID AND p.isActive = 1
  WHERE v.productID = TRY_CAST(@itemID AS int) AND v.isActive = 1 AND dbo.sec_clientID(@username) IS NOT NULL
  ORDER BY v.ord;
END;
GO
