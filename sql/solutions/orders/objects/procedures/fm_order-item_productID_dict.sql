-- Form `order-item`, level 3: products of the chosen subcategory, if that is below the chosen category.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_productID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @categoryID int, @subcategoryID int;
  SELECT @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int),
    @subcategoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'subcategoryID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT p.id AS Value, CONCAT(IIF(@lang = N'ru', p.nameRu, p.nameEn), N' (', p.sku, N')') AS Text
  FROM dbo.prd_products AS p
  WHERE p.categoryID = @subcategoryID AND p.isActive = 1 AND @subcategoryID IN (SELECT b.id FROM dbo.prd_below(@categoryID) AS b)
  ORDER BY p.ord, p.id;
END;
GO
