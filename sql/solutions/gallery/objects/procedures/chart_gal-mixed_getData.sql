-- Chart `gal-mixed`: bars of money and a line of pieces with an axis of its own.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-mixed_getData]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CONVERT(nvarchar(7), s.soldOn, 120) AS month, SUM(s.amount) AS amount, SUM(s.qty) AS qty
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE @isOpen = 1
  GROUP BY CONVERT(nvarchar(7), s.soldOn, 120)
  ORDER BY CONVERT(nvarchar(7), s.soldOn, 120);
  SELECT IIF(@lang = N'ru', N'Сумма', N'Sum') AS title_amount, IIF(@lang = N'ru', N'Штук', N'Pieces') AS title_qty, N'line' AS type_qty, N'right' AS axis_qty;
END;
GO
