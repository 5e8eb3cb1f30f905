-- Tree `gal-places`: places of four levels; choosing one refreshes the list of people beside it.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-places_getItems]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT p.id AS Id, p.parentID AS ParentID, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS title, CASE p.kind WHEN N'country' THEN N'primary' END AS color, NULLIF((SELECT COUNT(*) FROM dbo.gal_people AS h WHERE h.placeID = p.id), 0) AS info
  FROM dbo.gal_places AS p
  WHERE @isOpen = 1
  ORDER BY p.ord;
END;
GO
