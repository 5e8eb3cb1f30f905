-- Chart `gal-parts`: a metric of parts; rows with a parent unfold.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-parts_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT x.id, x.ParentID, x.name, x.amount
  FROM (
    SELECT N'all' AS id, CAST(NULL AS nvarchar(16)) AS ParentID, IIF(@lang = N'ru', N'Товары на складе', N'Goods in stock') AS name, SUM(g.price * g.stock) AS amount, 0 AS ord FROM dbo.gal_goods AS g
    UNION ALL
    SELECT CONCAT(N'c', p.id), N'all', IIF(@lang = N'ru', p.nameRu, p.nameEn), SUM(g.price * g.stock), p.ord
    FROM dbo.gal_goods AS g INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID INNER JOIN dbo.gal_categories AS p ON p.id = c.parentID
    GROUP BY p.id, p.nameRu, p.nameEn, p.ord
    UNION ALL
    SELECT CONCAT(N'c', c.id), CONCAT(N'c', c.parentID), IIF(@lang = N'ru', c.nameRu, c.nameEn), SUM(g.price * g.stock), 1000 + c.ord
    FROM dbo.gal_goods AS g INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
    GROUP BY c.id, c.parentID, c.nameRu, c.nameEn, c.ord
  ) AS x
  WHERE @isOpen = 1
  ORDER BY x.ord;
END;
GO
