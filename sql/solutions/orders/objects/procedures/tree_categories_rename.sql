-- Tree `categories`: the name in the user's language.
CREATE OR ALTER PROCEDURE dbo.[tree_categories_rename]
  @itemID nvarchar(64),
  @title nvarchar(128),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @name nvarchar(128) = NULLIF(LTRIM(RTRIM(@title)), N'');
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @name IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите название категории.', N'Give the name of the category.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.prd_categories SET nameRu = IIF(@lang = N'ru', @name, nameRu), nameEn = IIF(@lang = N'ru', nameEn, @name), updated = SYSUTCDATETIME() WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
