-- Form `order-item`: adds the line with the catalogue's price, after proving the whole cascade.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @categoryID int, @subcategoryID int, @productID int, @variantID int, @qty decimal(12, 3);
  SELECT @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int),
    @subcategoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'subcategoryID' THEN NULLIF([Value], N'') END) AS int),
    @productID = TRY_CAST(MAX(CASE WHEN [Key] = N'productID' THEN NULLIF([Value], N'') END) AS int),
    @variantID = TRY_CAST(MAX(CASE WHEN [Key] = N'variantID' THEN NULLIF([Value], N'') END) AS int),
    @qty = TRY_CAST(MAX(CASE WHEN [Key] = N'qty' THEN NULLIF([Value], N'') END) AS decimal(12, 3))
  FROM @parameters;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id AND o.isFinal = 0 WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден, недоступен вам или закрыт.', N'The order is not found, not open to you or closed.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (
    SELECT 1
    FROM dbo.prd_variants AS v
    INNER JOIN dbo.prd_products AS p ON p.id = v.productID AND p.isActive = 1
    WHERE v.id = @variantID AND v.isActive = 1 AND p.id = @productID AND p.categoryID = @subcategoryID AND p.categoryID IN (SELECT b.id FROM dbo.prd_below(@categoryID) AS b)
  )
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Выберите категорию, товар и единицу заново.', N'Choose category, product and unit again.') AS Msg;
    RETURN;
  END;
  IF @qty IS NULL OR @qty <= 0 OR @qty > 9999
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Введите число от 1 до 9999.', N'Give a number from 1 to 9999.') AS Msg, N'qty' AS Field;
    RETURN;
  END;
  INSERT INTO dbo.ord_orderItems (orderID, productID, variantID, nameEn, nameRu, qty, price, ord)
  SELECT @id, p.id, v.id, p.nameEn, p.nameRu, @qty, CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)), ISNULL((SELECT MAX(i.ord) FROM dbo.ord_orderItems AS i WHERE i.orderID = @id), 0) + 10
  FROM dbo.prd_variants AS v INNER JOIN dbo.prd_products AS p ON p.id = v.productID
  WHERE v.id = @variantID;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Строка добавлена.', N'The line is added.') AS Msg, N'as-table-order-items,as-block-order' AS RefreshContainer;
END;
GO
