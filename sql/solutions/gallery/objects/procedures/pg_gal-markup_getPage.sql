-- Page `gal-markup`: columns are tokens of the markup; set 2 are breadcrumbs.
CREATE OR ALTER PROCEDURE dbo.[pg_gal-markup_getPage]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT COUNT(*) AS goods, IIF(@lang = N'ru', N'Разметка, сниппеты, токены', N'Markup, snippets, tokens') AS Title, CONCAT(N'<em>', IIF(@lang = N'ru', N'Очищенный HTML процедуры', N'Sanitised HTML of a procedure'), N'</em>') AS note, IIF(@lang = N'ru', N'живая', N'live') AS StatusText, N'success' AS StatusColor
  FROM dbo.gal_goods AS g
  WHERE @isOpen = 1;
  SELECT IIF(@lang = N'ru', N'Галерея', N'Gallery') AS Text, N'/gallery' AS Url
  UNION ALL
  SELECT IIF(@lang = N'ru', N'Разметка', N'Markup'), NULL;
END;
GO
