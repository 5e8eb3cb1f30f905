-- Catalogue `catalog` (cards and table): products for sale with the filters categoryID, price, isInStock, isFavourite, search.
CREATE OR ALTER PROCEDURE dbo.[crud_catalog_getItems]
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
  DECLARE @search nvarchar(700), @categoryID int, @priceFrom decimal(18, 2), @priceTo decimal(18, 2), @isInStock bit, @isFavourite bit, @isExact bit,
    @clientID int = dbo.sec_clientID(@username), @favouritesOf int;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int),
    @priceFrom = TRY_CAST(MAX(CASE WHEN [Key] = N'price_from' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @priceTo = TRY_CAST(MAX(CASE WHEN [Key] = N'price_to' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @isInStock = TRY_CAST(MAX(CASE WHEN [Key] = N'isInStock' THEN NULLIF([Value], N'') END) AS bit),
    @isFavourite = TRY_CAST(MAX(CASE WHEN [Key] = N'isFavourite' THEN NULLIF([Value], N'') END) AS bit),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username)) SET @categoryID = -1;
  SELECT @search = dbo.ord_likePattern(@search), @favouritesOf = CASE WHEN @isFavourite = 1 THEN ISNULL(@clientID, -1) END;
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'ord');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'asc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT p.id, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, CONCAT(N'/product/', p.id) AS link_name, p.sku, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS categoryName, p.categoryID,
    p.price, p.oldPrice, IIF(@lang = N'ru', p.unitRu, p.unitEn) AS unit, p.stock, CASE WHEN p.stock > 20 THEN IIF(@lang = N'ru', N'В наличии', N'In stock') WHEN p.stock > 0 THEN CONCAT(IIF(@lang = N'ru', N'Осталось: ', N'Left: '), p.stock) ELSE IIF(@lang = N'ru', N'Под заказ', N'To order') END AS stockText,
    CASE WHEN p.stock > 20 THEN N'success' WHEN p.stock > 0 THEN N'warning' ELSE N'secondary' END AS color_stockText,
    CONCAT(N'/c/resource/product-image/file?itemID=', p.id) AS picture, CASE WHEN p.oldPrice > p.price THEN CONCAT(N'−', CAST(ROUND((p.oldPrice - p.price) * 100 / p.oldPrice, 0) AS int), N' %') END AS discountText,
    CAST(CASE WHEN f.productID IS NULL THEN 0 ELSE 1 END AS bit) AS isFavourite, CAST(CASE WHEN p.stock > 0 THEN 1 ELSE 0 END AS bit) AS isInStock, ISNULL(b.qty, 0) AS inCart
  FROM dbo.prd_find(@search, @categoryID, @priceFrom, @priceTo, @isInStock, 1, NULL, @favouritesOf) AS x
  INNER JOIN dbo.prd_products AS p ON p.id = x.id
  INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID
  LEFT JOIN dbo.cl_clientFavourites AS f ON f.productID = p.id AND f.clientID = @clientID
  LEFT JOIN (SELECT ci.productID, SUM(ci.qty) AS qty FROM dbo.ord_cartItems AS ci WHERE ci.clientID = @clientID GROUP BY ci.productID) AS b ON b.productID = p.id
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'price' THEN p.price WHEN N'stock' THEN p.stock WHEN N'ord' THEN p.ord END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'price' THEN p.price WHEN N'stock' THEN p.stock WHEN N'ord' THEN p.ord END END DESC,
    p.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.prd_find(@search, @categoryID, @priceFrom, @priceTo, @isInStock, 1, NULL, @favouritesOf) AS f) AS found;

  SELECT N'cards' AS viewType;
END;
GO
