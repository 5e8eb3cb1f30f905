-- Form `service`: a new service or a change; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[fm_service_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @code nvarchar(32), @nameEn nvarchar(128), @nameRu nvarchar(128), @descriptionEn nvarchar(1000), @descriptionRu nvarchar(1000), @price decimal(18, 2), @days int, @icon nvarchar(32), @isActive bit, @rv varchar(18), @stale nvarchar(1000);
  SELECT @code = TRY_CAST(MAX(CASE WHEN [Key] = N'code' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @nameEn = TRY_CAST(MAX(CASE WHEN [Key] = N'nameEn' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @nameRu = TRY_CAST(MAX(CASE WHEN [Key] = N'nameRu' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @descriptionEn = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionEn' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @descriptionRu = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionRu' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @price = TRY_CAST(MAX(CASE WHEN [Key] = N'price' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @days = TRY_CAST(MAX(CASE WHEN [Key] = N'days' THEN NULLIF([Value], N'') END) AS int),
    @icon = TRY_CAST(MAX(CASE WHEN [Key] = N'icon' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @code IS NULL OR @nameEn IS NULL OR @nameRu IS NULL OR @price IS NULL OR @price < 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите код, цену и название на обоих языках.', N'Give code, price and the name in both languages.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.srv_services AS v WHERE v.code = @code AND v.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот код уже у другой услуги.', N'Another service has this code.') AS Msg, N'code' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NULL
    BEGIN
      INSERT INTO dbo.srv_services (code, nameEn, nameRu, descriptionEn, descriptionRu, price, days, icon, isActive, ord)
      SELECT @code, @nameEn, @nameRu, @descriptionEn, @descriptionRu, @price, ISNULL(@days, 1), @icon, ISNULL(@isActive, 1), ISNULL(MAX(v.ord), 0) + 10 FROM dbo.srv_services AS v;
      SET @id = SCOPE_IDENTITY();
    END
    ELSE
    BEGIN
      UPDATE dbo.srv_services SET code = @code, nameEn = @nameEn, nameRu = @nameRu, descriptionEn = @descriptionEn, descriptionRu = @descriptionRu, price = @price, days = ISNULL(@days, days), icon = @icon, isActive = ISNULL(@isActive, isActive), updated = SYSUTCDATETIME()
      WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
      IF @@ROWCOUNT = 0
      BEGIN
        SET @stale = IIF(@lang = N'ru', N'Услугу за это время изменили: откройте заново.', N'The service was changed meanwhile: open it again.');
        THROW 50409, @stale, 1;
      END;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Услуга сохранена.', N'The service is saved.') AS Msg, @id AS itemID, N'as-table-services' AS RefreshContainer;
END;
GO
