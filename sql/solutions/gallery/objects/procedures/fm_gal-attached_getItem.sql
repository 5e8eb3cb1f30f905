-- Form `gal-attached`: a record to which files belong. The files themselves are the platform's.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-attached_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name
  FROM dbo.gal_goods AS g
  WHERE g.id = TRY_CAST(@itemID AS int) AND @isOpen = 1;
END;
GO
