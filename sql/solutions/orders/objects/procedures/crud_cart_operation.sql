-- Table `cart`: `clear` empties the cart; `remove` takes the chosen lines out.
CREATE OR ALTER PROCEDURE dbo.[crud_cart_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username);
  IF @operation NOT IN (N'clear', N'remove') OR @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  DELETE FROM dbo.ord_cartItems
  WHERE clientID = @clientID AND (@operation = N'clear' OR id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v));
  SELECT 1 AS Result, N'' AS Msg, N'as-block-cart-summary' AS RefreshContainer;
END;
GO
