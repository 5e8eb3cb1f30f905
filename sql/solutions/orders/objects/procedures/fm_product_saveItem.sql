-- Form `product`: a new product or a change; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[fm_product_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @sku nvarchar(32), @nameEn nvarchar(256), @nameRu nvarchar(256), @categoryID int, @descriptionEn nvarchar(2000), @descriptionRu nvarchar(2000), @unitEn nvarchar(16), @unitRu nvarchar(16),
    @price decimal(18, 2), @oldPrice decimal(18, 2), @stock int, @isActive bit, @rv varchar(18), @stale nvarchar(1000);
  SELECT @sku = TRY_CAST(MAX(CASE WHEN [Key] = N'sku' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @nameEn = TRY_CAST(MAX(CASE WHEN [Key] = N'nameEn' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @nameRu = TRY_CAST(MAX(CASE WHEN [Key] = N'nameRu' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryID' THEN NULLIF([Value], N'') END) AS int),
    @descriptionEn = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionEn' THEN NULLIF([Value], N'') END) AS nvarchar(2000)),
    @descriptionRu = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionRu' THEN NULLIF([Value], N'') END) AS nvarchar(2000)),
    @unitEn = TRY_CAST(MAX(CASE WHEN [Key] = N'unitEn' THEN NULLIF([Value], N'') END) AS nvarchar(16)),
    @unitRu = TRY_CAST(MAX(CASE WHEN [Key] = N'unitRu' THEN NULLIF([Value], N'') END) AS nvarchar(16)),
    @price = TRY_CAST(MAX(CASE WHEN [Key] = N'price' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @oldPrice = TRY_CAST(MAX(CASE WHEN [Key] = N'oldPrice' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @stock = TRY_CAST(MAX(CASE WHEN [Key] = N'stock' THEN NULLIF([Value], N'') END) AS int),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @sku IS NULL OR @nameEn IS NULL OR @nameRu IS NULL OR @price IS NULL OR @price < 0 OR @stock < 0 OR NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @categoryID)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите артикул, категорию, цену и название на обоих языках.', N'Give sku, category, price and the name in both languages.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.sku = @sku AND p.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот артикул уже у другого товара.', N'Another product has this sku.') AS Msg, N'sku' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NULL
    BEGIN
      INSERT INTO dbo.prd_products (categoryID, sku, nameEn, nameRu, descriptionEn, descriptionRu, unitEn, unitRu, price, oldPrice, stock, isActive, ord)
      SELECT @categoryID, @sku, @nameEn, @nameRu, @descriptionEn, @descriptionRu, ISNULL(@unitEn, N'pc'), ISNULL(@unitRu, N'шт'), @price, @oldPrice, ISNULL(@stock, 0), ISNULL(@isActive, 1), ISNULL(MAX(p.ord), 0) + 10 FROM dbo.prd_products AS p;
      -- Not SCOPE_IDENTITY(): the trigger inserts a variant, but in its own scope; the sku is the sure way.
      SELECT @id = p.id FROM dbo.prd_products AS p WHERE p.sku = @sku;
    END
    ELSE
    BEGIN
      UPDATE dbo.prd_products
      SET categoryID = @categoryID, sku = @sku, nameEn = @nameEn, nameRu = @nameRu, descriptionEn = @descriptionEn, descriptionRu = @descriptionRu, unitEn = ISNULL(@unitEn, unitEn), unitRu = ISNULL(@unitRu, unitRu),
        price = @price, oldPrice = @oldPrice, stock = ISNULL(@stock, stock), isActive = ISNULL(@isActive, isActive), updated = SYSUTCDATETIME()
      WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
      IF @@ROWCOUNT = 0
      BEGIN
        SET @stale = IIF(@lang = N'ru', N'Товар за это время изменили: откройте заново.', N'The product was changed meanwhile: open it again.');
        THROW 50409, @stale, 1;
      END;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Товар сохранён.', N'The product is saved.') AS Msg, @id AS itemID, N'as-table-products' AS RefreshContainer;
END;
GO
