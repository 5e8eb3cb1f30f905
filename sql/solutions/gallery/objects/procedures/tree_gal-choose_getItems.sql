-- Tree `gal-choose`: the same places, several to be chosen.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-choose_getItems]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT p.id AS Id, p.parentID AS ParentID, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS title, CAST(CASE WHEN p.kind = N'country' THEN 0 ELSE 1 END AS bit) AS selectable
  FROM dbo.gal_places AS p
  WHERE @isOpen = 1
  ORDER BY p.ord;
END;
GO
