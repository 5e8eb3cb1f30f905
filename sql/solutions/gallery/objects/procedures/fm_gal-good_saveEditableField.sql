-- Form `gal-good`: one value in place (`as-editable`).
CREATE OR ALTER PROCEDURE dbo.[fm_gal-good_saveEditableField]
  @pk nvarchar(64),
  @fieldCode nvarchar(64),
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

  IF @fieldCode NOT IN (N'nameEn', N'nameRu', N'price', N'rating')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это поле на месте не меняется.', N'This field is not changed in place.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.gal_goods
  SET nameEn = IIF(@fieldCode = N'nameEn', LEFT(@value, 128), nameEn), nameRu = IIF(@fieldCode = N'nameRu', LEFT(@value, 128), nameRu),
    price = IIF(@fieldCode = N'price', TRY_CAST(@value AS decimal(18, 2)), price), rating = IIF(@fieldCode = N'rating', TRY_CAST(@value AS int), rating)
  WHERE id = TRY_CAST(@pk AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
