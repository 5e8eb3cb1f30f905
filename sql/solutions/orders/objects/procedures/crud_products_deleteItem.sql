-- Table `products`: deletes a product that was never ordered.
CREATE OR ALTER PROCEDURE dbo.[crud_products_deleteItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.ord_orderItems AS i WHERE i.productID = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Товар есть в заказах: снимите его с продажи.', N'The product stands in orders: take it off sale instead.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    -- The cart goes first: two ways of cascade to one table are not allowed.
    DELETE FROM dbo.ord_cartItems WHERE productID = @id;
    DELETE FROM dbo.prd_products WHERE id = @id;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
