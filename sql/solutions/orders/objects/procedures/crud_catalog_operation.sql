-- Catalogue: `addToCart` (one base unit of each row), `favourite` (turns the mark over). For clients.
CREATE OR ALTER PROCEDURE dbo.[crud_catalog_operation]
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
  IF @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Корзина есть только у клиента.', N'Only a client has a cart.') AS Msg;
    RETURN;
  END;
  IF @operation NOT IN (N'addToCart', N'favourite')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM STRING_SPLIT(@itemIDs, N',') AS v INNER JOIN dbo.prd_products AS p ON p.id = TRY_CAST(v.value AS int) AND p.isActive = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Товар больше не продаётся.', N'The product is no longer sold.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @operation = N'addToCart'
      MERGE dbo.ord_cartItems WITH (HOLDLOCK) AS target
      USING (
        SELECT p.id AS productID, v.id AS variantID
        FROM (SELECT DISTINCT TRY_CAST(s.value AS int) AS id FROM STRING_SPLIT(@itemIDs, N',') AS s) AS i
        INNER JOIN dbo.prd_products AS p ON p.id = i.id AND p.isActive = 1
        CROSS APPLY (SELECT TOP (1) pv.id FROM dbo.prd_variants AS pv WHERE pv.productID = p.id AND pv.isActive = 1 ORDER BY pv.ord, pv.id) AS v
      ) AS source
      ON target.clientID = @clientID AND target.variantID = source.variantID
      WHEN MATCHED AND target.qty < 9999 THEN UPDATE SET qty = target.qty + 1
      WHEN NOT MATCHED THEN INSERT (clientID, productID, variantID, qty) VALUES (@clientID, source.productID, source.variantID, 1);
    ELSE
      MERGE dbo.cl_clientFavourites WITH (HOLDLOCK) AS target
      USING (
        SELECT p.id AS productID
        FROM (SELECT DISTINCT TRY_CAST(s.value AS int) AS id FROM STRING_SPLIT(@itemIDs, N',') AS s) AS i
        INNER JOIN dbo.prd_products AS p ON p.id = i.id
      ) AS source
      ON target.clientID = @clientID AND target.productID = source.productID
      WHEN MATCHED THEN DELETE
      WHEN NOT MATCHED THEN INSERT (clientID, productID) VALUES (@clientID, source.productID);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@operation = N'addToCart', IIF(@lang = N'ru', N'Добавлено в корзину.', N'Added to the cart.'), N'') AS Msg, N'as-block-cart-summary' AS RefreshContainer;
END;
GO
