-- Table `gal-goods`: rows by their code, new or changed, all or none; the preview calls it with @dryRun.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-goods_import]
  @rows nvarchar(max),
  @dryRun bit = 0,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  DECLARE @given TABLE (n int NOT NULL PRIMARY KEY, code nvarchar(16) NULL, name nvarchar(128) NULL, price decimal(18, 2) NULL, stock int NULL, added date NULL, isOnline bit NULL);
  INSERT INTO @given (n, code, name, price, stock, added, isOnline)
  SELECT CAST(j.[key] AS int) + 1, LEFT(r.code, 16), LEFT(r.name, 128), TRY_CAST(r.price AS decimal(18, 2)), TRY_CAST(r.stock AS int), TRY_CAST(r.added AS date), TRY_CAST(r.isOnline AS bit)
  FROM OPENJSON(@rows) AS j
  CROSS APPLY OPENJSON(j.value) WITH (code nvarchar(64), name nvarchar(400), price nvarchar(64), stock nvarchar(64), added nvarchar(32), isOnline nvarchar(8)) AS r;
  IF EXISTS (SELECT 1 FROM @given AS g WHERE g.price < 0 OR EXISTS (SELECT 1 FROM @given AS d WHERE d.code = g.code AND d.n < g.n))
  BEGIN
    SELECT g.n AS row, 0 AS Result, CASE WHEN g.price < 0 THEN IIF(@lang = N'ru', N'Цена отрицательная.', N'The price is negative.') ELSE IIF(@lang = N'ru', N'Код повторяется.', N'The code is there twice.') END AS Msg
    FROM @given AS g
    WHERE g.price < 0 OR EXISTS (SELECT 1 FROM @given AS d WHERE d.code = g.code AND d.n < g.n)
    ORDER BY g.n;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE t
    SET nameEn = IIF(@lang = N'ru', t.nameEn, g.name), nameRu = IIF(@lang = N'ru', g.name, t.nameRu), price = ISNULL(g.price, t.price), stock = ISNULL(g.stock, t.stock), added = ISNULL(g.added, t.added), isOnline = ISNULL(g.isOnline, t.isOnline)
    FROM dbo.gal_goods AS t INNER JOIN @given AS g ON g.code = t.code;
    INSERT INTO dbo.gal_goods (code, categoryID, nameEn, nameRu, price, stock, added, isOnline, stateCode, ord)
    SELECT g.code, 5, g.name, g.name, ISNULL(g.price, 0), ISNULL(g.stock, 0), ISNULL(g.added, SYSUTCDATETIME()), ISNULL(g.isOnline, 0), N'new', 10000 + g.n
    FROM @given AS g
    WHERE NOT EXISTS (SELECT 1 FROM dbo.gal_goods AS t WHERE t.code = g.code);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Записано строк: ', N'Rows written: '), (SELECT COUNT(*) FROM @given)) AS Msg;
END;
GO
