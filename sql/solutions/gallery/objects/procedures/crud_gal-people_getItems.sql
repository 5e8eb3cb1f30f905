-- Table `gal-people`: people of the place chosen in the tree (parameter placeID) and below it.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-people_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username), @placeID int = TRY_CAST(dbo.as_filterValue(@filters, N'placeID') AS int);
  WITH below AS (
    SELECT l.id FROM dbo.gal_places AS l WHERE l.id = @placeID OR (@placeID IS NULL AND l.parentID IS NULL)
    UNION ALL
    SELECT l.id FROM dbo.gal_places AS l INNER JOIN below AS b ON b.id = l.parentID
  )
  SELECT p.id, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, IIF(@lang = N'ru', p.postRu, p.postEn) AS desc_name, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS placeName, p.email, p.phone
  FROM below AS b
  INNER JOIN dbo.gal_people AS p ON p.placeID = b.id
  INNER JOIN dbo.gal_places AS l ON l.id = p.placeID
  WHERE @isOpen = 1
  ORDER BY p.id;
END;
GO
