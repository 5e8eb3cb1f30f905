-- Form `gal-good`: a new good or a change. `copy` is the code of the second button.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-good_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @code nvarchar(16), @nameEn nvarchar(128), @nameRu nvarchar(128), @categoryID int, @personID int, @price decimal(18, 2), @oldPrice decimal(18, 2),
    @stock int, @rating int, @stateCode nvarchar(16), @tags nvarchar(200), @isOnline bit, @added date, @noteEn nvarchar(400), @noteRu nvarchar(400), @button nvarchar(32);
  SELECT @code = a.code, @nameEn = a.nameEn, @nameRu = a.nameRu, @categoryID = TRY_CAST(a.categoryID AS int), @personID = TRY_CAST(a.personID AS int), @price = TRY_CAST(a.price AS decimal(18, 2)), @oldPrice = TRY_CAST(a.oldPrice AS decimal(18, 2)),
    @stock = TRY_CAST(a.stock AS int), @rating = TRY_CAST(a.rating AS int), @stateCode = a.stateCode, @tags = a.tags, @isOnline = TRY_CAST(a.isOnline AS bit), @added = TRY_CAST(a.added AS date), @noteEn = a.noteEn, @noteRu = a.noteRu, @button = a.button
  FROM (SELECT p.[Key], NULLIF(p.[Value], N'') AS [Value] FROM @parameters AS p) AS p
  PIVOT (MAX(p.[Value]) FOR p.[Key] IN (code, nameEn, nameRu, categoryID, personID, price, oldPrice, stock, rating, stateCode, tags, isOnline, added, noteEn, noteRu, button)) AS a;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;
  IF @button = N'copy' SELECT @id = NULL, @code = LEFT(CONCAT(N'C', ABS(CHECKSUM(NEWID()) % 100000)), 16);
  IF EXISTS (SELECT 1 FROM dbo.gal_goods AS g WHERE g.code = @code AND g.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот код уже у другого товара.', N'Another good has this code.') AS Msg, N'code' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NULL
    BEGIN
      INSERT INTO dbo.gal_goods (code, categoryID, personID, nameEn, nameRu, noteEn, noteRu, price, oldPrice, stock, rating, stateCode, tags, isOnline, added, ord)
      SELECT @code, @categoryID, @personID, @nameEn, @nameRu, @noteEn, @noteRu, @price, @oldPrice, ISNULL(@stock, 0), @rating, ISNULL(@stateCode, N'new'), @tags, ISNULL(@isOnline, 0), ISNULL(@added, SYSUTCDATETIME()), ISNULL(MAX(g.ord), 0) + 10
      FROM dbo.gal_goods AS g;
      SET @id = CAST(SCOPE_IDENTITY() AS int);
    END
    ELSE
      UPDATE dbo.gal_goods
      SET code = @code, categoryID = @categoryID, personID = @personID, nameEn = @nameEn, nameRu = @nameRu, noteEn = @noteEn, noteRu = @noteRu, price = @price, oldPrice = @oldPrice, stock = ISNULL(@stock, stock),
        rating = @rating, stateCode = ISNULL(@stateCode, stateCode), tags = @tags, isOnline = ISNULL(@isOnline, isOnline), added = ISNULL(@added, added)
      WHERE id = @id;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Товар сохранён.', N'The good is saved.') AS Msg, @id AS itemID, N'table-gal-goods,table-gal-cards' AS RefreshContainer;
END;
GO
