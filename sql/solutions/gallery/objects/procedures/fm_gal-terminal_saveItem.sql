-- Form `gal-terminal`: answers a line of the log for each text sent; finds goods.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-terminal_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  DECLARE @text nvarchar(200) = dbo.as_filterValue(@parameters, N'text'), @count int, @first nvarchar(128);
  SELECT @count = COUNT(*), @first = MIN(IIF(@lang = N'ru', g.nameRu, g.nameEn)) FROM dbo.gal_goods AS g WHERE CHARINDEX(@text, g.nameEn) > 0 OR CHARINDEX(@text, g.nameRu) > 0;
  SELECT 1 AS Result, IIF(@count = 0, IIF(@lang = N'ru', N'Ничего не найдено.', N'Nothing found.'), CONCAT(IIF(@lang = N'ru', N'Найдено: ', N'Found: '), @count, N' · ', @first)) AS Msg;
END;
GO
