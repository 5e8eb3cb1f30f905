-- Chart `gal-metric`: the last month against the one before, with the small line.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-metric_getData]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CONVERT(nvarchar(7), s.soldOn, 120) AS month, SUM(s.amount) AS amount
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE @isOpen = 1
  GROUP BY CONVERT(nvarchar(7), s.soldOn, 120)
  ORDER BY CONVERT(nvarchar(7), s.soldOn, 120);
  SELECT IIF(@lang = N'ru', N'Продано за месяц', N'Sold this month') AS title, IIF(@lang = N'ru', N'к прошлому месяцу', N'against the month before') AS against;
END;
GO
