-- Form `gal-rich-read`: what this visitor saved in `gal-rich`, for reading; else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-rich-read_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-rich' AND a.username = @username);
  SELECT ISNULL(a.about, IIF(@lang = N'ru', N'<p>Сажать в <strong>апреле</strong>, когда земля прогреется.</p>', N'<p>Plant in <strong>April</strong>, when the soil is warm.</p>')) AS about, ISNULL(a.todo, IIF(@lang = N'ru', N'**Неделя 1**: измерить, заказать *саженцы*', N'**Week 1**: measure, order *seedlings*')) AS todo,
    ISNULL(a.query, N'SELECT g.nameEn, g.price' + NCHAR(10) + N'FROM dbo.gal_goods AS g' + NCHAR(10) + N'WHERE g.price > 1000 -- dear ones') AS query, N'sale' AS state, CAST(1 AS bit) AS isOnline
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (about nvarchar(max), todo nvarchar(max), query nvarchar(max)) AS a
  WHERE @isOpen = 1;
END;
GO
