-- Tree `categories`: a category below another (or at the top).
CREATE OR ALTER PROCEDURE dbo.[tree_categories_create]
  @parentID nvarchar(64) = NULL,
  @title nvarchar(128),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @parent int = NULLIF(TRY_CAST(@parentID AS int), 0), @name nvarchar(128) = NULLIF(LTRIM(RTRIM(@title)), N'');
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @name IS NULL OR (@parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @parent))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите название категории.', N'Give the name of the category.') AS Msg;
    RETURN;
  END;
  INSERT INTO dbo.prd_categories (parentID, nameEn, nameRu, ord)
  SELECT @parent, @name, @name, ISNULL(MAX(c.ord), 0) + 10 FROM dbo.prd_categories AS c WHERE c.parentID = @parent OR (c.parentID IS NULL AND @parent IS NULL);
  SELECT 1 AS Result, N'' AS Msg, CAST(SCOPE_IDENTITY() AS int) AS itemID;
END;
GO
