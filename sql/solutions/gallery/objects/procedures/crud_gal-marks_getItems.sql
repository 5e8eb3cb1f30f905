-- Table `gal-marks`: everything that a row may say beside its values, by the prefixes of its columns.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-marks_getItems]
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
  SELECT TOP (7) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, N'flower1' AS icon_name, g.code AS desc_name, CONCAT(N'/admin/definitions/table/gal-marks?row=', g.id) AS link_name,
    g.price, FORMAT(g.oldPrice, N'N0', IIF(@lang = N'ru', N'ru-RU', N'en-GB')) AS prev_price, N'danger' AS prevcolor_price, CASE WHEN g.oldPrice IS NOT NULL THEN N'−20%' END AS badge_price,
    g.stock, CASE WHEN g.stock < 20 THEN N'danger' WHEN g.stock > 100 THEN N'success' END AS color_stock, IIF(g.stock > 100, 100, g.stock) AS barPercent_stock, CASE WHEN g.stock < 20 THEN N'danger' ELSE N'info' END AS barClass_stock,
    g.rating, CASE WHEN g.rating = 5 THEN N'success' WHEN g.rating = 1 THEN N'warning' END AS backcolor_rating,
    CASE WHEN g.stateCode = N'new' THEN N'info' WHEN g.stock = 0 THEN N'danger' END AS color, CASE WHEN g.stateCode = N'archive' THEN N'text-muted' END AS class_
  FROM dbo.gal_goods AS g
  WHERE @isOpen = 1
  ORDER BY g.ord;
END;
GO
