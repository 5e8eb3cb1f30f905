-- Tree `gal-categories`: a category below another.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-categories_create]
  @parentID nvarchar(64) = NULL,
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

  INSERT INTO dbo.gal_categories (parentID, nameEn, nameRu, icon, ord)
  SELECT TRY_CAST(NULLIF(@parentID, N'') AS int), @title, @title, N'tag', ISNULL(MAX(c.ord), 0) + 10 FROM dbo.gal_categories AS c;
  SELECT 1 AS Result, N'' AS Msg, CAST(SCOPE_IDENTITY() AS int) AS itemID;
END;
GO
