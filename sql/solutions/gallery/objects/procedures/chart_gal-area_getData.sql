-- Chart `gal-area`: three groups of goods as areas.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-area_getData]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CONVERT(nvarchar(7), s.soldOn, 120) AS month, SUM(CASE WHEN c.parentID = 1 THEN s.amount ELSE 0 END) AS plants, SUM(CASE WHEN c.parentID = 2 THEN s.amount ELSE 0 END) AS care, SUM(CASE WHEN c.parentID IN (3, 4) THEN s.amount ELSE 0 END) AS tools
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE @isOpen = 1
  GROUP BY CONVERT(nvarchar(7), s.soldOn, 120)
  ORDER BY CONVERT(nvarchar(7), s.soldOn, 120);
  SELECT IIF(@lang = N'ru', N'Растения', N'Plants') AS title_plants, IIF(@lang = N'ru', N'Уход', N'Care') AS title_care, IIF(@lang = N'ru', N'Инструменты и декор', N'Tools and decor') AS title_tools;
END;
GO
