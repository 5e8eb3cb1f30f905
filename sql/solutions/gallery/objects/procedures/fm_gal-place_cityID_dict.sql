-- Form `gal-place`: what lies in the chosen region.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-place_cityID_dict]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @parentID int = TRY_CAST(dbo.as_filterValue(@parameters, N'regionID') AS int);
  SELECT p.id AS Value, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Text
  FROM dbo.gal_places AS p
  WHERE p.kind = N'city' AND p.parentID = @parentID AND @isOpen = 1
  ORDER BY p.ord;
END;
GO
