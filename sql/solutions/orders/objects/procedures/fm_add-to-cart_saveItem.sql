-- Form `add-to-cart`: puts a variant into the client's cart.
CREATE OR ALTER PROCEDURE dbo.[fm_add-to-cart_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @variantID int, @qty int, @productID int = TRY_CAST(@itemID AS int);
  SELECT @variantID = TRY_CAST(MAX(CASE WHEN [Key] = N'variantID' THEN NULLIF([Value], N'') END) AS int),
    @qty = TRY_CAST(MAX(CASE WHEN [Key] = N'qty' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  IF @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Корзина есть только у клиента.', N'Only a client has a cart.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM dbo.prd_variants AS v INNER JOIN dbo.prd_products AS p ON p.id = v.productID AND p.isActive = 1 WHERE v.id = @variantID AND v.productID = @productID AND v.isActive = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Товар больше не продаётся.', N'The product is no longer sold.') AS Msg;
    RETURN;
  END;
  IF @qty IS NULL OR @qty NOT BETWEEN 1 AND 9999
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Введите число от 1 до 9999.', N'Give a number from 1 to 9999.') AS Msg, N'qty' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    MERGE dbo.ord_cartItems WITH (HOLDLOCK) AS target
    USING (SELECT @productID AS productID, @variantID AS variantID, @qty AS qty) AS source
    ON target.clientID = @clientID AND target.variantID = source.variantID
    WHEN MATCHED THEN UPDATE SET qty = CASE WHEN target.qty + source.qty > 9999 THEN 9999 ELSE target.qty + source.qty END
    WHEN NOT MATCHED THEN INSERT (clientID, productID, variantID, qty) VALUES (@clientID, source.productID, source.variantID, source.qty);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Добавлено в корзину.', N'Added to the cart.') AS Msg, N'as-block-cart-summary' AS RefreshContainer;
END;
GO
