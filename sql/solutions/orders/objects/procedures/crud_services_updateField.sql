-- Table `services`: price, days, isActive; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_services_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @number decimal(18, 2) = TRY_CAST(NULLIF(@value, N'') AS decimal(18, 2)), @whole int = TRY_CAST(@value AS int), @isOn bit = TRY_CAST(@value AS bit);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'price', N'days', N'isActive') OR (@field = N'price' AND (@number IS NULL OR @number < 0)) OR (@field = N'days' AND (@whole IS NULL OR @whole NOT BETWEEN 0 AND 365)) OR (@field = N'isActive' AND @isOn IS NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такое значение здесь невозможно.', N'This value is not possible here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.srv_services SET price = IIF(@field = N'price', @number, price), days = IIF(@field = N'days', @whole, days), isActive = IIF(@field = N'isActive', @isOn, isActive), updated = SYSUTCDATETIME() WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
