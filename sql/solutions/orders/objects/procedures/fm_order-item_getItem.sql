-- Form `order-item` (page order, for managers): adds a line; cascade category, subcategory, product, variant. itemID is the order.
CREATE OR ALTER PROCEDURE dbo.[fm_order-item_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT CAST(NULL AS int) AS categoryID, CAST(NULL AS int) AS subcategoryID, CAST(NULL AS int) AS productID, CAST(NULL AS int) AS variantID, 1 AS qty FROM dbo.ord_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int) AND a.canManage = 1;
END;
GO
