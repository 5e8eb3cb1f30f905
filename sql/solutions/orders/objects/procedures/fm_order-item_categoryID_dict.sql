-- Form `order-item`, level 1: top categories that have something for sale.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_categoryID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id AS Value, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS Text, c.icon AS Icon
  FROM dbo.prd_categories AS c
  WHERE c.parentID IS NULL AND c.isActive = 1
  ORDER BY c.ord, c.id;
END;
GO
