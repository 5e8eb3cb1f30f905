-- Form `order-item`, level 4: what the chosen product is sold in, with the price.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_variantID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @subcategoryID int, @productID int;
  SELECT @subcategoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'subcategoryID' THEN NULLIF([Value], N'') END) AS int),
    @productID = TRY_CAST(MAX(CASE WHEN [Key] = N'productID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT v.id AS Value, CONCAT(IIF(@lang = N'ru', v.nameRu, v.nameEn), N' — ', dbo.ord_money(CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)), @lang)) AS Text
  FROM dbo.prd_variants AS v
  INNER JOIN dbo.prd_products AS p ON p.id = v.productID AND p.isActive = 1 AND p.categoryID = @subcategoryID
  WHERE v.productID = @productID AND v.isActive = 1
  ORDER BY v.ord, v.id;
END;
GO
