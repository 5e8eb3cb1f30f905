-- Table `products`: rows [{"sku","nameEn","nameRu","category","price","stock"}] by sku, new or changed, all or none; category is a code. Set 2: errors by row; with an error nothing is written. A dry run is the caller's transaction.
CREATE OR ALTER PROCEDURE dbo.[crud_products_import]
  @rows nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF ISJSON(@rows) = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Строки не читаются.', N'The rows cannot be read.') AS Msg;
    RETURN;
  END;
  DECLARE @given TABLE (n int NOT NULL PRIMARY KEY, sku nvarchar(32), nameEn nvarchar(256), nameRu nvarchar(256), categoryID int, price decimal(18, 2), stock int, error nvarchar(400));
  INSERT INTO @given (n, sku, nameEn, nameRu, categoryID, price, stock)
  SELECT CAST(j.[key] AS int) + 1, NULLIF(LTRIM(RTRIM(LEFT(r.sku, 32))), N''), NULLIF(LEFT(r.nameEn, 256), N''), NULLIF(LEFT(r.nameRu, 256), N''), c.id, TRY_CAST(REPLACE(r.price, N',', N'.') AS decimal(18, 2)), TRY_CAST(r.stock AS int)
  FROM OPENJSON(@rows) AS j
  CROSS APPLY OPENJSON(j.value) WITH (sku nvarchar(100), nameEn nvarchar(400), nameRu nvarchar(400), category nvarchar(100), price nvarchar(64), stock nvarchar(64)) AS r
  LEFT JOIN dbo.prd_categories AS c ON c.code = r.category;
  UPDATE g SET error = CASE
      WHEN g.sku IS NULL THEN IIF(@lang = N'ru', N'Нет артикула.', N'No sku.')
      WHEN EXISTS (SELECT 1 FROM @given AS d WHERE d.sku = g.sku AND d.n < g.n) THEN IIF(@lang = N'ru', N'Артикул повторяется.', N'The sku is there twice.')
      WHEN g.price IS NULL OR g.price < 0 THEN IIF(@lang = N'ru', N'Цена не число.', N'The price is not a number.')
      WHEN p.id IS NULL AND (g.nameEn IS NULL OR g.nameRu IS NULL) THEN IIF(@lang = N'ru', N'Новому товару нужны оба названия.', N'A new product needs both names.')
      WHEN p.id IS NULL AND g.categoryID IS NULL THEN IIF(@lang = N'ru', N'Такой категории нет.', N'There is no such category.') END
  FROM @given AS g
  LEFT JOIN dbo.prd_products AS p ON p.sku = g.sku;
  IF EXISTS (SELECT 1 FROM @given WHERE error IS NOT NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Есть строки с ошибками; ничего не записано.', N'There are rows with errors; nothing was written.') AS Msg;
    SELECT g.n AS row, g.sku, g.error AS Msg FROM @given AS g WHERE g.error IS NOT NULL ORDER BY g.n;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    MERGE dbo.prd_products WITH (HOLDLOCK) AS target
    USING @given AS source
    ON target.sku = source.sku
    WHEN MATCHED THEN UPDATE SET nameEn = ISNULL(source.nameEn, target.nameEn), nameRu = ISNULL(source.nameRu, target.nameRu), categoryID = ISNULL(source.categoryID, target.categoryID), price = source.price, stock = ISNULL(source.stock, target.stock), updated = SYSUTCDATETIME()
    WHEN NOT MATCHED THEN INSERT (categoryID, sku, nameEn, nameRu, price, stock, ord) VALUES (source.categoryID, source.sku, source.nameEn, source.nameRu, source.price, ISNULL(source.stock, 0), 10000 + source.n);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Записано строк: ', N'Rows written: '), (SELECT COUNT(*) FROM @given)) AS Msg;
END;
GO
