-- Table `cart`: the client's cart with today's prices.
CREATE OR ALTER PROCEDURE dbo.[crud_cart_getItems]
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
  DECLARE @clientID int = dbo.sec_clientID(@username);
  SELECT ci.id, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, CONCAT(N'/product/', p.id) AS link_name, p.sku AS desc_name, CONCAT(N'/c/resource/product-image/file?itemID=', p.id) AS picture, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS variantName,
    CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)) AS price, ci.qty, CONVERT(decimal(18, 2), ci.qty * ROUND(p.price * v.factor, 2)) AS amount,
    CASE WHEN p.isActive = 0 OR v.isActive = 0 THEN IIF(@lang = N'ru', N'Не продаётся', N'Not sold') WHEN p.stock < ci.qty * v.factor THEN IIF(@lang = N'ru', N'Под заказ', N'To order') END AS badge_name
  FROM dbo.ord_cartItems AS ci
  INNER JOIN dbo.prd_variants AS v ON v.id = ci.variantID
  INNER JOIN dbo.prd_products AS p ON p.id = ci.productID
  WHERE ci.clientID = @clientID
  ORDER BY ci.id;
  SELECT COUNT(*) AS total FROM dbo.ord_cartItems AS ci WHERE ci.clientID = @clientID;
  SELECT CAST(1 AS bit) AS HideTitleCount;
  SELECT IIF(@lang = N'ru', N'Итого', N'Total') AS name, ISNULL(SUM(CONVERT(decimal(18, 2), ci.qty * ROUND(p.price * v.factor, 2))), 0) AS amount
  FROM dbo.ord_cartItems AS ci
  INNER JOIN dbo.prd_variants AS v ON v.id = ci.variantID AND v.isActive = 1
  INNER JOIN dbo.prd_products AS p ON p.id = ci.productID AND p.isActive = 1
  WHERE ci.clientID = @clientID;
END;
GO
