-- Tree `gal-categories`: categories with the number of goods; set 1 what may be done.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-categories_getItems]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT @isOpen AS CanAdd, @isOpen AS CanRename, @isOpen AS CanDelete, @isOpen AS CanMove;
  SELECT c.id AS Id, c.parentID AS ParentID, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS title, c.icon AS Icon, CASE WHEN c.parentID IS NULL THEN 1 ELSE 0 END AS Expanded,
    NULLIF((SELECT COUNT(*) FROM dbo.gal_goods AS g WHERE g.categoryID = c.id), 0) AS info
  FROM dbo.gal_categories AS c
  WHERE @isOpen = 1
  ORDER BY c.ord, c.id;
END;
GO
