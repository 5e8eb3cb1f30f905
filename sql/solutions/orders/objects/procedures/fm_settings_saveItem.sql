-- Form `settings`: saves them; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[fm_settings_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @welcomePoints int, @pointsLifeMonths int, @overdueDays int;
  SELECT @welcomePoints = TRY_CAST(MAX(CASE WHEN [Key] = N'welcomePoints' THEN NULLIF([Value], N'') END) AS int),
    @pointsLifeMonths = TRY_CAST(MAX(CASE WHEN [Key] = N'pointsLifeMonths' THEN NULLIF([Value], N'') END) AS int),
    @overdueDays = TRY_CAST(MAX(CASE WHEN [Key] = N'overdueDays' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @welcomePoints IS NULL OR @welcomePoints NOT BETWEEN 0 AND 10000 OR @pointsLifeMonths IS NULL OR @pointsLifeMonths NOT BETWEEN 1 AND 120 OR @overdueDays IS NULL OR @overdueDays NOT BETWEEN 0 AND 90
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Одно из чисел вне допустимых пределов.', N'One of the numbers is out of its limits.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    MERGE platform.setting WITH (HOLDLOCK) AS target
    USING (VALUES (N'orders-welcomePoints', CONVERT(nvarchar(16), @welcomePoints)), (N'orders-pointsLifeMonths', CONVERT(nvarchar(16), @pointsLifeMonths)), (N'orders-overdueDays', CONVERT(nvarchar(16), @overdueDays))) AS source (code, value)
    ON target.code = source.code
    WHEN MATCHED THEN UPDATE SET value = source.value, updated = SYSUTCDATETIME(), updatedBy = @username
    WHEN NOT MATCHED THEN INSERT (code, value, category, updatedBy) VALUES (source.code, source.value, N'orders', @username);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Настройки сохранены.', N'The settings are saved.') AS Msg;
END;
GO
