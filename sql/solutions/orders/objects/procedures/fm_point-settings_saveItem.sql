-- Form `point-settings`: saves contacts and texts of one of the user's points; its name and code belong to the supervisor.
CREATE OR ALTER PROCEDURE dbo.[fm_point-settings_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @pointID int, @addressEn nvarchar(256), @addressRu nvarchar(256), @hoursEn nvarchar(128), @hoursRu nvarchar(128), @descriptionEn nvarchar(1000), @descriptionRu nvarchar(1000), @phone nvarchar(32), @email nvarchar(128), @rv varchar(18), @stale nvarchar(1000);
  SELECT @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int),
    @addressEn = TRY_CAST(MAX(CASE WHEN [Key] = N'addressEn' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @addressRu = TRY_CAST(MAX(CASE WHEN [Key] = N'addressRu' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @hoursEn = TRY_CAST(MAX(CASE WHEN [Key] = N'hoursEn' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @hoursRu = TRY_CAST(MAX(CASE WHEN [Key] = N'hoursRu' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @descriptionEn = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionEn' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @descriptionRu = TRY_CAST(MAX(CASE WHEN [Key] = N'descriptionRu' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @phone = TRY_CAST(MAX(CASE WHEN [Key] = N'phone' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @email = TRY_CAST(MAX(CASE WHEN [Key] = N'email' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID = @pointID AND s.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Точка недоступна вам.', N'The point is not open to you.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.ref_points
    SET addressEn = @addressEn, addressRu = @addressRu, hoursEn = @hoursEn, hoursRu = @hoursRu, descriptionEn = @descriptionEn, descriptionRu = @descriptionRu, phone = @phone, email = @email, updated = SYSUTCDATETIME()
    WHERE id = @pointID AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
    IF @@ROWCOUNT = 0
    BEGIN
      SET @stale = IIF(@lang = N'ru', N'Точку за это время изменили: откройте заново.', N'The point was changed meanwhile: open it again.');
      THROW 50409, @stale, 1;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Сохранено.', N'Saved.') AS Msg, @pointID AS itemID;
END;
GO
