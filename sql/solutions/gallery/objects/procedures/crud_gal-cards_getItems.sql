-- Table `gal-cards`: goods as a catalogue of cards.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-cards_getItems]
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
  SELECT g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS categoryName, CONCAT(N'/c/resource/gal-picture/file?itemID=', g.id) AS picture, g.price, g.stock, CASE WHEN g.oldPrice IS NOT NULL THEN N'−20%' END AS mark
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
END;
GO
