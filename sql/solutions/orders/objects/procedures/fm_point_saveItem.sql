-- Form `point`: a new point or a change; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[fm_point_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @code nvarchar(16), @nameEn nvarchar(128), @nameRu nvarchar(128), @cityEn nvarchar(64), @cityRu nvarchar(64), @addressEn nvarchar(256), @addressRu nvarchar(256), @hoursEn nvarchar(128), @hoursRu nvarchar(128),
    @descriptionEn nvarchar(1000), @descriptionRu nvarchar(1000), @phone nvarchar(32), @email nvarchar(128), @latitude decimal(9, 6), @longitude decimal(9, 6), @isActive bit, @rv varchar(18), @stale nvarchar(1000);
  SELECT @code = TRY_CAST(MAX(CASE WHEN [Key] = N'code' THEN NULLIF([Value], N'') END) AS nvarchar(16)),
    @nameEn = TRY_CAST(MAX(CASE WHEN [Key] = N'nameEn' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @nameRu = TRY_CAST(MAX(CASE WHEN [Key] = N'nameRu' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @cityEn = TRY_CAST(MAX(CASE WHEN [Key] = N'cityEn' THEN NULLIF([Value], N'') END) AS nvarchar(64)),
    @cityRu = TRY_CAST(MAX(CASE WHEN [Key] = N'cityRu' THEN NULLIF([Value], N'') END) AS nvarchar(64)),
    @addressEn = TRY_CAST(MAX(CASE WHEN [Key] = N'addressEn' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @addressRu = TRY_CAST(MAX(CASE WHEN [Key] = N'addressRu' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @hoursEn = TRY_CAST(MAX(CASE WHEN [Key] = N'hoursEn' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @hoursRu = TRY_CAST(MAX(CASE WHEN [Key] = N'hoursRu' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @descriptionEn = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionEn' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @descriptionRu = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionRu' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @phone = TRY_CAST(MAX(CASE WHEN [Key] = N'phone' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @email = TRY_CAST(MAX(CASE WHEN [Key] = N'email' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @latitude = TRY_CAST(MAX(CASE WHEN [Key] = N'latitude' THEN NULLIF([Value], N'') END) AS decimal(9, 6)),
    @longitude = TRY_CAST(MAX(CASE WHEN [Key] = N'longitude' THEN NULLIF([Value], N'') END) AS decimal(9, 6)),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @code IS NULL OR @nameEn IS NULL OR @nameRu IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите код и название на обоих языках.', N'Give the code and the name in both languages.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.ref_points AS p WHERE p.code = @code AND p.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот код уже у другой точки.', N'Another point has this code.') AS Msg, N'code' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NULL
    BEGIN
      INSERT INTO dbo.ref_points (code, nameEn, nameRu, cityEn, cityRu, addressEn, addressRu, hoursEn, hoursRu, descriptionEn, descriptionRu, phone, email, latitude, longitude, isActive, ord)
      SELECT @code, @nameEn, @nameRu, @cityEn, @cityRu, @addressEn, @addressRu, @hoursEn, @hoursRu, @descriptionEn, @descriptionRu, @phone, @email, @latitude, @longitude, ISNULL(@isActive, 1), ISNULL(MAX(p.ord), 0) + 10 FROM dbo.ref_points AS p;
      SET @id = SCOPE_IDENTITY();
    END
    ELSE
    BEGIN
      UPDATE dbo.ref_points
      SET code = @code, nameEn = @nameEn, nameRu = @nameRu, cityEn = @cityEn, cityRu = @cityRu, addressEn = @addressEn, addressRu = @addressRu, hoursEn = @hoursEn, hoursRu = @hoursRu, descriptionEn = @descriptionEn, descriptionRu = @descriptionRu,
        phone = @phone, email = @email, latitude = @latitude, longitude = @longitude, isActive = ISNULL(@isActive, isActive), updated = SYSUTCDATETIME()
      WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
      IF @@ROWCOUNT = 0
      BEGIN
        SET @stale = IIF(@lang = N'ru', N'Точку за это время изменили: откройте заново.', N'The point was changed meanwhile: open it again.');
        THROW 50409, @stale, 1;
      END;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Сохранено.', N'Saved.') AS Msg, @id AS itemID, N'as-table-points' AS RefreshContainer;
END;
GO
