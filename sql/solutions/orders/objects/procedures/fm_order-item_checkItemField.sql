-- Form `order-item`: a changed parent empties what is below it and shows the next level; the variant shows price and sum.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_checkItemField]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @categoryID int, @subcategoryID int, @productID int, @variantID int, @qty decimal(12, 3), @price decimal(18, 2);
  SELECT @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int),
    @subcategoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'subcategoryID' THEN NULLIF([Value], N'') END) AS int),
    @productID = TRY_CAST(MAX(CASE WHEN [Key] = N'productID' THEN NULLIF([Value], N'') END) AS int),
    @variantID = TRY_CAST(MAX(CASE WHEN [Key] = N'variantID' THEN NULLIF([Value], N'') END) AS int),
    @qty = TRY_CAST(MAX(CASE WHEN [Key] = N'qty' THEN NULLIF([Value], N'') END) AS decimal(12, 3))
  FROM @parameters;
  SELECT @categoryID = IIF(@field = N'categoryID', TRY_CAST(@value AS int), @categoryID), @subcategoryID = IIF(@field = N'subcategoryID', TRY_CAST(@value AS int), @subcategoryID),
    @productID = IIF(@field = N'productID', TRY_CAST(@value AS int), @productID), @variantID = IIF(@field = N'variantID', TRY_CAST(@value AS int), @variantID),
    @qty = IIF(@field = N'qty', TRY_CAST(@value AS decimal(12, 3)), @qty);
  IF @field = N'categoryID' SELECT @subcategoryID = NULL, @productID = NULL, @variantID = NULL;
  IF @field = N'subcategoryID' SELECT @productID = NULL, @variantID = NULL;
  IF @field = N'productID'
    SELECT @variantID = (SELECT TOP (1) v.id FROM dbo.prd_variants AS v WHERE v.productID = @productID AND v.isActive = 1 ORDER BY v.ord, v.id);
  SELECT @price = CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2))
  FROM dbo.prd_variants AS v INNER JOIN dbo.prd_products AS p ON p.id = v.productID
  WHERE v.id = @variantID AND v.productID = @productID;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT x.field, x.value, x.disabled
  FROM (VALUES
    (N'categoryID', N'subcategoryID', CAST(@subcategoryID AS nvarchar(64)), CAST(CASE WHEN @categoryID IS NULL THEN 1 ELSE 0 END AS bit)),
    (N'categoryID,subcategoryID', N'productID', CAST(@productID AS nvarchar(64)), CAST(CASE WHEN @subcategoryID IS NULL THEN 1 ELSE 0 END AS bit)),
    (N'categoryID,subcategoryID,productID', N'variantID', CAST(@variantID AS nvarchar(64)), CAST(CASE WHEN @productID IS NULL THEN 1 ELSE 0 END AS bit)),
    (N'categoryID,subcategoryID,productID,variantID,qty', N'amount', CONVERT(nvarchar(64), CONVERT(decimal(18, 2), @price * @qty)), CAST(1 AS bit))
  ) AS x(parents, field, value, disabled)
  WHERE N',' + x.parents + N',' LIKE N'%,' + @field + N',%';
  SELECT N'subcategoryID' AS field, c.id AS Value, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS Text
  FROM dbo.prd_categories AS c
  WHERE @field = N'categoryID' AND c.isActive = 1 AND (c.parentID = @categoryID OR (c.id = @categoryID AND EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.categoryID = c.id AND p.isActive = 1)))
  UNION ALL
  SELECT N'productID', p.id, CONCAT(IIF(@lang = N'ru', p.nameRu, p.nameEn), N' (', p.sku, N')')
  FROM dbo.prd_products AS p
  WHERE @field = N'subcategoryID' AND p.categoryID = @subcategoryID AND p.isActive = 1
  UNION ALL
  SELECT N'variantID', v.id, CONCAT(IIF(@lang = N'ru', v.nameRu, v.nameEn), N' — ', dbo.ord_money(CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)), @lang))
  FROM dbo.prd_variants AS v
  INNER JOIN dbo.prd_products AS p ON p.id = v.productID
  WHERE @field = N'productID' AND v.productID = @productID AND v.isActive = 1;
END;
GO
