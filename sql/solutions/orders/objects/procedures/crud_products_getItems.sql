-- Table `products`: all products with every filter; for staff.
CREATE OR ALTER PROCEDURE dbo.[crud_products_getItems]
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
  DECLARE @search nvarchar(700), @categoryID int, @priceFrom decimal(18, 2), @priceTo decimal(18, 2), @isInStock bit, @isActive bit, @isExact bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryName' THEN NULLIF([Value], N'') END) AS int),
    @priceFrom = TRY_CAST(MAX(CASE WHEN [Key] = N'price_from' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @priceTo = TRY_CAST(MAX(CASE WHEN [Key] = N'price_to' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @isInStock = TRY_CAST(MAX(CASE WHEN [Key] = N'isInStock' THEN NULLIF([Value], N'') END) AS bit),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) SET @categoryID = -1;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'ord');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'asc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT p.id, p.sku, p.nameEn, p.nameRu, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, p.sku AS desc_name, CONCAT(N'/c/resource/product-image/file?itemID=', p.id) AS picture, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS categoryName, p.categoryID, p.price, p.oldPrice, p.stock,
    CASE WHEN p.stock = 0 THEN N'danger' WHEN p.stock < 20 THEN N'warning' END AS color_stock, IIF(@lang = N'ru', p.unitRu, p.unitEn) AS unit, CAST(CASE WHEN p.stock > 0 THEN 1 ELSE 0 END AS bit) AS isInStock, p.isActive, p.ord, p.updated
  FROM dbo.prd_find(@search, @categoryID, @priceFrom, @priceTo, @isInStock, 0, @isActive, NULL) AS f
  INNER JOIN dbo.prd_products AS p ON p.id = f.id
  INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'nameEn' THEN p.nameEn WHEN N'nameRu' THEN p.nameRu WHEN N'sku' THEN p.sku WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'nameEn' THEN p.nameEn WHEN N'nameRu' THEN p.nameRu WHEN N'sku' THEN p.sku WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'price' THEN p.price WHEN N'stock' THEN p.stock WHEN N'ord' THEN p.ord END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'price' THEN p.price WHEN N'stock' THEN p.stock WHEN N'ord' THEN p.ord END END DESC,
    p.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.prd_find(@search, @categoryID, @priceFrom, @priceTo, @isInStock, 0, @isActive, NULL) AS f) AS found;
END;
GO
