-- Dashboard `gal-shop`: counters of every type; set 3 the heading with the span of the filter.
CREATE OR ALTER PROCEDURE dbo.[dashboard_gal-shop_getCounters]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username), @months int = CASE @filter WHEN N'12' THEN 12 WHEN N'6' THEN 6 ELSE 3 END, @sold decimal(18, 2), @before decimal(18, 2), @qty int;
  SELECT @sold = SUM(CASE WHEN s.soldOn > DATEADD(MONTH, -@months, SYSUTCDATETIME()) THEN s.amount END), @before = SUM(CASE WHEN s.soldOn <= DATEADD(MONTH, -@months, SYSUTCDATETIME()) AND s.soldOn > DATEADD(MONTH, -2 * @months, SYSUTCDATETIME()) THEN s.amount END),
    @qty = SUM(CASE WHEN s.soldOn > DATEADD(MONTH, -@months, SYSUTCDATETIME()) THEN s.qty END)
  FROM dbo.gal_sales AS s;
  SELECT x.Code, x.Title, x.Number, x.Unit, x.Change, x.Note, x.Icon, x.Color, x.DownLink, x.Tooltip
  FROM (VALUES
    (N'sold', IIF(@lang = N'ru', N'Продано', N'Sold'), CAST(@sold AS nvarchar(64)), N'₽', CAST(CASE WHEN @before > 0 THEN ROUND((@sold - @before) * 100 / @before, 1) END AS decimal(9, 1)), N'', N'cash-stack', N'success', N'/gallery/charts', IIF(@lang = N'ru', N'За выбранный срок', N'Of the chosen span')),
    (N'qty', IIF(@lang = N'ru', N'Штук', N'Pieces'), CAST(@qty AS nvarchar(64)), N'', NULL, N'', N'box-seam', N'info', N'/gallery/table', N''),
    (N'stock', IIF(@lang = N'ru', N'Есть на складе', N'In stock'), (SELECT CAST(SUM(CASE WHEN g.stock > 0 THEN 1 ELSE 0 END) * 100 / COUNT(*) AS nvarchar(64)) FROM dbo.gal_goods AS g), N'', NULL, IIF(@lang = N'ru', N'от всех товаров', N'of all goods'), N'check2-circle', N'primary', N'', N''),
    (N'best', IIF(@lang = N'ru', N'Лидер продаж', N'Best seller'), (SELECT TOP (1) IIF(@lang = N'ru', g.nameRu, g.nameEn) FROM dbo.gal_sales AS s INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID GROUP BY g.nameRu, g.nameEn ORDER BY SUM(s.qty) DESC), N'', NULL, N'', N'trophy', N'warning', N'', N'')
  ) AS x(Code, Title, Number, Unit, Change, Note, Icon, Color, DownLink, Tooltip)
  WHERE @isOpen = 1;
  SELECT 1 AS top5 WHERE @isOpen = 1;
  SELECT IIF(@lang = N'ru', N'Садовый магазин', N'The garden shop') AS Title, CONCAT(IIF(@lang = N'ru', N'Месяцев: ', N'Months: '), @months) AS Subtitle WHERE @isOpen = 1;
END;
GO
