-- Form `gal-rich`: keeps what was entered, for this visitor.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-rich_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.gal_answers_save @formCode = N'gal-rich', @parameters = @parameters, @username = @username, @lang = @lang;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Сохранено.', N'Saved.') AS Msg;
END;
GO
