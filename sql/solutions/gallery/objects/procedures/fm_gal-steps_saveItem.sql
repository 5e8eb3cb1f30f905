-- Form `gal-steps`: keeps what was entered, for this visitor.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-steps_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.gal_answers_save @formCode = N'gal-steps', @parameters = @parameters, @username = @username, @lang = @lang;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'План сохранён.', N'The plan is saved.') AS Msg;
END;
GO
