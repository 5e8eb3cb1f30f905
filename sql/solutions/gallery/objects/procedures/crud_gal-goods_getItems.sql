-- Table `gal-goods`: rows by all kinds of filters, their number, counts of the ready views, the footer.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-goods_getItems]
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
  DECLARE @isOpen bit = dbo.gal_isOpen(@username), @by nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'ord');
  SELECT @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;
  SELECT g.id, g.code, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, g.code AS desc_name, CONCAT(N'/c/resource/gal-picture/file?itemID=', g.id) AS picture, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS categoryName, c.icon AS icon_categoryName, g.stateCode, CASE g.stateCode WHEN N'new' THEN N'info' WHEN N'sale' THEN N'success' WHEN N'sold' THEN N'danger' ELSE N'secondary' END AS color_stateCode,
    g.price, FORMAT(g.oldPrice, N'N0', IIF(@lang = N'ru', N'ru-RU', N'en-GB')) AS prev_price, g.stock, CASE WHEN g.stock = 0 THEN N'danger' WHEN g.stock < 20 THEN N'warning' END AS color_stock, g.rating, g.added, g.tags, g.isOnline,
    IIF(@lang = N'ru', p.nameRu, p.nameEn) AS personName, IIF(@lang = N'ru', g.noteRu, g.noteEn) AS note, CAST(CASE WHEN g.stateCode = N'archive' THEN 1 ELSE 0 END AS bit) AS isArchived,
    CAST(CASE WHEN g.stateCode = N'archive' THEN 0 ELSE 1 END AS bit) AS isShown, CAST(CASE WHEN EXISTS (SELECT 1 FROM dbo.gal_sales AS s WHERE s.goodID = g.id) THEN 1 ELSE 0 END AS bit) AS hasSales
  FROM dbo.gal_goodsFound(@filters) AS f
  INNER JOIN dbo.gal_goods AS g ON g.id = f.id
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  LEFT JOIN dbo.gal_people AS p ON p.id = g.personID
  WHERE @isOpen = 1
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @by WHEN N'name' THEN IIF(@lang = N'ru', g.nameRu, g.nameEn) WHEN N'code' THEN g.code WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) WHEN N'stateCode' THEN g.stateCode END END,
    CASE WHEN @direction = N'desc' THEN CASE @by WHEN N'name' THEN IIF(@lang = N'ru', g.nameRu, g.nameEn) WHEN N'code' THEN g.code WHEN N'categoryName' THEN IIF(@lang = N'ru', c.nameRu, c.nameEn) WHEN N'stateCode' THEN g.stateCode END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @by WHEN N'price' THEN g.price WHEN N'stock' THEN g.stock WHEN N'rating' THEN g.rating WHEN N'added' THEN DATEDIFF(DAY, 0, g.added) END END,
    CASE WHEN @direction = N'desc' THEN CASE @by WHEN N'price' THEN g.price WHEN N'stock' THEN g.stock WHEN N'rating' THEN g.rating WHEN N'added' THEN DATEDIFF(DAY, 0, g.added) END END DESC,
    g.ord, g.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM dbo.gal_goodsFound(@filters) AS f WHERE @isOpen = 1;

  SELECT (SELECT COUNT(*) FROM dbo.gal_goods AS g WHERE g.stateCode = N'new') AS viewCount_new, (SELECT COUNT(*) FROM dbo.gal_goods AS g WHERE g.stock < 20) AS viewCount_low
  WHERE @isOpen = 1;

  SELECT IIF(@lang = N'ru', N'Среднее и всего', N'Average and total') AS name, AVG(g.price) AS price, SUM(g.stock) AS stock
  FROM dbo.gal_goodsFound(@filters) AS f INNER JOIN dbo.gal_goods AS g ON g.id = f.id
  WHERE @isOpen = 1;
END;
GO
