-- Table `gal-edit`: one value of a good; the definition has checked its type and limits.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-edit_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
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

  IF @field = N'price' AND TRY_CAST(@value AS decimal(18, 2)) > 100000
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Здесь нет ничего дороже 100 000.', N'Nothing here costs more than 100,000.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE g
    SET nameEn = IIF(@field = N'name' AND @lang <> N'ru', LEFT(@value, 128), g.nameEn), nameRu = IIF(@field = N'name' AND @lang = N'ru', LEFT(@value, 128), g.nameRu),
      noteEn = IIF(@field = N'note' AND @lang <> N'ru', LEFT(@value, 400), g.noteEn), noteRu = IIF(@field = N'note' AND @lang = N'ru', LEFT(@value, 400), g.noteRu),
      price = IIF(@field = N'price', TRY_CAST(@value AS decimal(18, 2)), g.price), stock = IIF(@field = N'stock', TRY_CAST(@value AS int), g.stock), rating = IIF(@field = N'rating', TRY_CAST(@value AS int), g.rating),
      added = IIF(@field = N'added', TRY_CAST(@value AS date), g.added), checkedAt = IIF(@field = N'checkedAt', TRY_CAST(@value AS datetime2(0)), g.checkedAt), opens = IIF(@field = N'opens', TRY_CAST(@value AS time(0)), g.opens),
      season = IIF(@field = N'season', LEFT(@value, 7), g.season), stateCode = IIF(@field = N'stateCode', LEFT(@value, 16), g.stateCode), personID = IIF(@field IN (N'personID', N'personName'), TRY_CAST(@value AS int), g.personID),
      tags = IIF(@field = N'tags', LEFT(@value, 200), g.tags), isOnline = IIF(@field = N'isOnline', TRY_CAST(@value AS bit), g.isOnline), color = IIF(@field = N'color', LEFT(@value, 7), g.color), site = IIF(@field = N'site', LEFT(@value, 200), g.site)
    FROM dbo.gal_goods AS g
    WHERE g.id = TRY_CAST(@itemID AS int);
    UPDATE p SET email = IIF(@field = N'email', LEFT(@value, 128), p.email), phone = IIF(@field = N'phone', LEFT(@value, 32), p.phone)
    FROM dbo.gal_people AS p INNER JOIN dbo.gal_goods AS g ON g.personID = p.id
    WHERE g.id = TRY_CAST(@itemID AS int) AND @field IN (N'email', N'phone');
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
