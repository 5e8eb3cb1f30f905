-- Chart `gal-pie`: shares of the groups.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-pie_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) AS category, SUM(s.amount) AS amount
  FROM dbo.gal_sales AS s
  INNER JOIN dbo.gal_goods AS g ON g.id = s.goodID
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  INNER JOIN dbo.gal_categories AS p ON p.id = c.parentID
  WHERE @isOpen = 1
  GROUP BY p.id, p.nameRu, p.nameEn, p.ord
  ORDER BY p.ord;
  SELECT IIF(@lang = N'ru', N'Продано', N'Sold') AS title_amount;
END;
GO
