-- Form `checkout`: ways of delivery.
CREATE OR ALTER PROCEDURE dbo.[fm_checkout_deliveryCode_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[fm_order_deliveryCode_dict] @username = @username, @itemID = @itemID, @parameters = @parameters, @lang = @lang;
END;
GO
