-- Table `gal-cells-marks`: columns that show marks, pictures, files.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-cells-marks_getItems]
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
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT TOP (6) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, g.stateCode, IIF(g.oldPrice IS NULL, IIF(@lang = N'ru', N'Новая цена', N'New price'), IIF(@lang = N'ru', N'Скидка', N'Discount')) AS mark, g.tags, CONCAT(N'/c/resource/gal-picture/file?itemID=', g.id) AS picture, c.icon, CONCAT(CONCAT(N'/c/resource/gal-picture/file?itemID=', g.id), N'&download=1') AS paper, g.color,
    CONCAT(N'{"code":"', g.code, N'","stock":', g.stock, N'}') AS data
  FROM dbo.gal_goods AS g
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE @isOpen = 1
  ORDER BY g.ord;
END;
GO
