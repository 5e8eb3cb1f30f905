-- Table `cart`: takes a line out.
CREATE OR ALTER PROCEDURE dbo.[crud_cart_deleteItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DELETE FROM dbo.ord_cartItems WHERE id = TRY_CAST(@itemID AS int) AND clientID = dbo.sec_clientID(@username);
  IF @@ROWCOUNT = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этой строки нет в вашей корзине.', N'The line is not in your cart.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, N'as-block-cart-summary' AS RefreshContainer;
END;
GO
