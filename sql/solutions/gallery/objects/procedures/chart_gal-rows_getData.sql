-- Chart `gal-rows`: horizontal bars with values, a colour for each point.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-rows_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT TOP (7) IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, SUM(s.qty) AS qty, CASE WHEN ROW_NUMBER() OVER (ORDER BY SUM(s.qty) DESC) = 1 THEN N'success' ELSE N'info' END AS color
  FROM dbo.gal_sales AS s INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  WHERE @isOpen = 1
  GROUP BY g.id, g.nameRu, g.nameEn
  ORDER BY SUM(s.qty) DESC;
  SELECT IIF(@lang = N'ru', N'Штук', N'Pieces') AS title_qty;
END;
GO
