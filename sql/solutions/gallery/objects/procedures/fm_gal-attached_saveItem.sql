-- Form `gal-attached`: the name in the visitor's language; files are saved by the platform.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-attached_saveItem]
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

  DECLARE @name nvarchar(128) = LEFT(dbo.as_filterValue(@parameters, N'name'), 128);
  UPDATE dbo.gal_goods SET nameEn = IIF(@lang = N'ru', nameEn, @name), nameRu = IIF(@lang = N'ru', @name, nameRu) WHERE id = TRY_CAST(@itemID AS int);
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Сохранено.', N'Saved.') AS Msg, @itemID AS itemID;
END;
GO
