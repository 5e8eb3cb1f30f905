-- Chart `gal-radar`: two shops by five qualities.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-radar_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT IIF(@lang = N'ru', v.ru, v.en) AS quality, v.kazan, v.belgrade
  FROM (VALUES (1, N'Range', N'Ассортимент', 8, 6), (2, N'Freshness', N'Свежесть', 7, 9), (3, N'Price', N'Цена', 9, 6), (4, N'Advice', N'Советы', 6, 8), (5, N'Delivery', N'Доставка', 7, 5)) AS v(ord, en, ru, kazan, belgrade)
  WHERE @isOpen = 1
  ORDER BY v.ord;
  SELECT IIF(@lang = N'ru', N'Казань', N'Kazan') AS title_kazan, IIF(@lang = N'ru', N'Белград', N'Belgrade') AS title_belgrade;
END;
GO
