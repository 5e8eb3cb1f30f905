-- Tree `gal-categories`: the name in the visitor's language.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-categories_rename]
  @itemID nvarchar(64),
  @title nvarchar(128),
  @username nvarchar(64),
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

  UPDATE dbo.gal_categories SET nameRu = IIF(@lang = N'ru', @title, nameRu), nameEn = IIF(@lang = N'ru', nameEn, @title) WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
