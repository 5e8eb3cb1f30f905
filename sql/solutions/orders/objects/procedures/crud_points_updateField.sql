-- Table `points`: isActive, phone, email; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_points_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOn bit = TRY_CAST(@value AS bit);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'isActive', N'phone', N'email') OR (@field = N'isActive' AND @isOn IS NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это поле здесь не меняется.', N'This field cannot be changed here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.ref_points SET isActive = IIF(@field = N'isActive', @isOn, isActive), phone = IIF(@field = N'phone', LEFT(@value, 32), phone), email = IIF(@field = N'email', LEFT(@value, 128), email), updated = SYSUTCDATETIME()
  WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
