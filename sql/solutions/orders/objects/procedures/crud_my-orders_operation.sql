-- Table `my-orders`: `repeat` puts the products of an order into the cart again.
CREATE OR ALTER PROCEDURE dbo.[crud_my-orders_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @id int = TRY_CAST(@itemIDs AS int);
  IF @operation <> N'repeat'
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  IF @clientID IS NULL OR NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = @id AND o.clientID = @clientID)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден.', N'The order is not found.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    MERGE dbo.ord_cartItems WITH (HOLDLOCK) AS target
    USING (
      SELECT i.productID, v.id AS variantID, CAST(SUM(i.qty) AS int) AS qty
      FROM dbo.ord_orderItems AS i
      INNER JOIN dbo.prd_products AS p ON p.id = i.productID AND p.isActive = 1
      INNER JOIN dbo.prd_variants AS v ON v.id = i.variantID AND v.isActive = 1
      WHERE i.orderID = @id AND i.qty >= 1
      GROUP BY i.productID, v.id
    ) AS source
    ON target.clientID = @clientID AND target.variantID = source.variantID
    WHEN MATCHED THEN UPDATE SET qty = CASE WHEN target.qty + source.qty > 9999 THEN 9999 ELSE target.qty + source.qty END
    WHEN NOT MATCHED THEN INSERT (clientID, productID, variantID, qty) VALUES (@clientID, source.productID, source.variantID, source.qty);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Товары в корзине.', N'The products are in your cart.') AS Msg, N'/cart' AS SuccessUrl;
END;
GO
