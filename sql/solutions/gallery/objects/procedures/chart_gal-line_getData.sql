-- Chart `gal-line`: sold and planned by month; the plan is dashed.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-line_getData]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CONVERT(nvarchar(7), s.soldOn, 120) AS month, SUM(s.amount) AS sold, CAST(AVG(SUM(s.amount)) OVER () * 1.1 AS decimal(18, 2)) AS planned
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE @isOpen = 1
  GROUP BY CONVERT(nvarchar(7), s.soldOn, 120)
  ORDER BY CONVERT(nvarchar(7), s.soldOn, 120);
  SELECT IIF(@lang = N'ru', N'Продано', N'Sold') AS title_sold, IIF(@lang = N'ru', N'План', N'Planned') AS title_planned;
END;
GO
