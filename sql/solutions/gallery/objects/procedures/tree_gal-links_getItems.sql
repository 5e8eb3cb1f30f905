-- Tree `gal-links`: categories; choosing one leads to its goods.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-links_getItems]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT c.id AS Id, c.parentID AS ParentID, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS title, c.icon AS Icon
  FROM dbo.gal_categories AS c
  WHERE @isOpen = 1
  ORDER BY c.ord, c.id;
END;
GO
