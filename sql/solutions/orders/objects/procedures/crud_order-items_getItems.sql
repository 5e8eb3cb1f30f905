-- Table `order-items`: the lines of an order (filter itemID = the order).
CREATE OR ALTER PROCEDURE dbo.[crud_order-items_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @filters;
  SELECT i.id, IIF(@lang = N'ru', i.nameRu, i.nameEn) AS name, p.sku AS desc_name, CASE WHEN i.productID IS NOT NULL THEN CONCAT(N'/product/', i.productID) END AS link_name,
    IIF(@lang = N'ru', v.nameRu, v.nameEn) AS variantName, CASE WHEN i.serviceID IS NULL THEN IIF(@lang = N'ru', N'Товар', N'Product') ELSE IIF(@lang = N'ru', N'Услуга', N'Service') END AS kindName,
    CASE WHEN i.serviceID IS NULL THEN N'box' ELSE N'wrench' END AS icon_name, i.qty, i.price, i.amount, i.ord
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orderItems AS i ON i.orderID = a.id
  LEFT JOIN dbo.prd_products AS p ON p.id = i.productID
  LEFT JOIN dbo.prd_variants AS v ON v.id = i.variantID
  WHERE a.id = @orderID
  ORDER BY i.ord, i.id;
  SELECT COUNT(*) AS total FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orderItems AS i ON i.orderID = a.id WHERE a.id = @orderID;
  SELECT CAST(1 AS bit) AS HideTitleCount;
  SELECT IIF(@lang = N'ru', N'Итого', N'Total') AS name, o.total AS amount
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  WHERE a.id = @orderID;
END;
GO
