-- Form `order-item`, level 2: the categories below the chosen one (and itself when it has products of its own).
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_subcategoryID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @categoryID int;
  SELECT @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT c.id AS Value, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS Text
  FROM dbo.prd_categories AS c
  WHERE c.isActive = 1 AND (c.parentID = @categoryID OR (c.id = @categoryID AND EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.categoryID = c.id AND p.isActive = 1)))
  ORDER BY c.ord, c.id;
END;
GO
