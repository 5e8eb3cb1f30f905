-- Table `gal-order`: categories in their own order, all on one page, with headings of groups.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-order_getItems]
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
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT c.id, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS name, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS groupName, c.icon AS icon_name, (SELECT COUNT(*) FROM dbo.gal_goods AS g WHERE g.categoryID = c.id) AS goods, c.ord
  FROM dbo.gal_categories AS c
  INNER JOIN dbo.gal_categories AS p ON p.id = c.parentID
  WHERE @isOpen = 1
  ORDER BY p.ord, c.ord, c.id;
END;
GO
