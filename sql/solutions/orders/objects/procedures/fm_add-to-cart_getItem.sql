-- Form `add-to-cart` (page product): the base variant, one piece.
CREATE OR ALTER PROCEDURE dbo.[fm_add-to-cart_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT TOP (1) v.id AS variantID, 1 AS qty
  FROM dbo.prd_variants AS v
  WHERE v.productID = TRY_CAST(@itemID AS int) AND v.isActive = 1 AND dbo.sec_clientID(@username) IS NOT NULL
  ORDER BY v.ord, v.id;
END;
GO
