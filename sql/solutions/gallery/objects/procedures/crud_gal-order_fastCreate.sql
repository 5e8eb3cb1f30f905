-- Table `gal-order`: a category from one line of text.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-order_fastCreate]
  @text nvarchar(max),
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
  SELECT 4, LEFT(@text, 128), LEFT(@text, 128), N'tag', MAX(c.ord) + 10 FROM dbo.gal_categories AS c;
  SELECT 1 AS Result, N'' AS Msg, CAST(SCOPE_IDENTITY() AS int) AS itemID;
END;
GO
