-- Table `cart`: the quantity.
CREATE OR ALTER PROCEDURE dbo.[crud_cart_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @qty int = TRY_CAST(@value AS int);
  IF @field <> N'qty' OR @qty IS NULL OR @qty NOT BETWEEN 1 AND 9999
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Введите число от 1 до 9999.', N'Give a number from 1 to 9999.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.ord_cartItems SET qty = @qty WHERE id = TRY_CAST(@itemID AS int) AND clientID = dbo.sec_clientID(@username);
  IF @@ROWCOUNT = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этой строки нет в вашей корзине.', N'The line is not in your cart.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, N'as-block-cart-summary' AS RefreshContainer;
END;
GO
