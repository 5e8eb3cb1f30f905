-- Form `gal-good`: a good with its version.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-good_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT g.id, g.code, g.nameEn, g.nameRu, g.categoryID, g.personID, g.price, g.oldPrice, g.stock, g.rating, g.stateCode, g.tags, g.isOnline, g.added, g.noteEn, g.noteRu, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name,
    CONVERT(varchar(18), CONVERT(binary(8), g.rv), 1) AS rv
  FROM dbo.gal_goods AS g
  WHERE g.id = TRY_CAST(@itemID AS int) AND @isOpen = 1;
END;
GO
