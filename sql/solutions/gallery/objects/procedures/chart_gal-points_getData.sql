-- Chart `gal-points`: the price of goods and how many are sold; the label is the place on the axis.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-points_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CAST(g.price AS int) AS price, SUM(s.qty) AS qty
  FROM dbo.gal_sales AS s INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  WHERE g.price < 5000 AND @isOpen = 1
  GROUP BY g.id, g.price
  ORDER BY g.price;
  SELECT IIF(@lang = N'ru', N'Штук', N'Pieces') AS title_qty;
END;
GO
