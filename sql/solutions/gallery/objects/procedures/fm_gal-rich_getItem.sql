-- Form `gal-rich`: what this visitor wrote before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-rich_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-rich' AND a.username = @username);
  SELECT ISNULL(a.about, IIF(@lang = N'ru', N'<p>Сажать в <strong>апреле</strong>, когда земля прогреется:</p><ul><li>выкопать яму 60 см,</li><li>добавить ведро перегноя.</li></ul>', N'<p>Plant in <strong>April</strong>, when the soil is warm:</p><ul><li>dig a hole of 60 cm,</li><li>add a bucket of humus.</li></ul>')) AS about, ISNULL(a.todo, IIF(@lang = N'ru', N'## Неделя 1' + NCHAR(10) + N'' + NCHAR(10) + N'- измерить' + NCHAR(10) + N'- заказать *саженцы*', N'## Week 1' + NCHAR(10) + N'' + NCHAR(10) + N'- measure' + NCHAR(10) + N'- order *seedlings*')) AS todo, ISNULL(a.query, N'SELECT g.nameEn, g.price' + NCHAR(10) + N'FROM dbo.gal_goods AS g' + NCHAR(10) + N'WHERE g.price > 1000 -- dear ones') AS query, ISNULL(a.settings, N'{ "season": "spring", "beds": [1, 2, 3] }') AS settings
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (about nvarchar(max), todo nvarchar(max), query nvarchar(max), settings nvarchar(max)) AS a
  WHERE @isOpen = 1;
END;
GO
