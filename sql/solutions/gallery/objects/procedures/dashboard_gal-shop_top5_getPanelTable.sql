-- Dashboard `gal-shop`, panel `top5`: rows with marks; set 2 names and formats columns.
CREATE OR ALTER PROCEDURE dbo.[dashboard_gal-shop_top5_getPanelTable]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @months int = CASE @filter WHEN N'12' THEN 12 WHEN N'6' THEN 6 ELSE 3 END;
  SELECT TOP (5) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, c.icon AS icon_name, g.code AS desc_name, SUM(s.qty) AS qty, SUM(s.amount) AS amount, CAST(SUM(s.amount) * 100 / MAX(SUM(s.amount)) OVER () AS int) AS barPercent_amount
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE s.soldOn > DATEADD(MONTH, -@months, SYSUTCDATETIME()) AND @isOpen = 1
  GROUP BY g.id, g.nameRu, g.nameEn, g.code, c.icon
  ORDER BY SUM(s.amount) DESC;
  SELECT IIF(@lang = N'ru', N'Товар', N'Good') AS title_name, IIF(@lang = N'ru', N'Штук', N'Pieces') AS title_qty, IIF(@lang = N'ru', N'Сумма', N'Sum') AS title_amount, N'money' AS type_amount;
END;
GO
