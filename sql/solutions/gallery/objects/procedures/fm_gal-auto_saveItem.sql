-- Form `gal-auto`: keeps what was entered, for this visitor.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-auto_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.gal_answers_save @formCode = N'gal-auto', @parameters = @parameters, @username = @username, @lang = @lang;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
