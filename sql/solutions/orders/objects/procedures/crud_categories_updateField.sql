-- Table `categories`: names, icon, isActive; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_categories_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @text nvarchar(128) = NULLIF(LTRIM(RTRIM(LEFT(@value, 128))), N''), @isOn bit = TRY_CAST(@value AS bit);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'nameEn', N'nameRu', N'icon', N'isActive') OR (@field IN (N'nameEn', N'nameRu') AND @text IS NULL) OR (@field = N'isActive' AND @isOn IS NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такое значение здесь невозможно.', N'This value is not possible here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.prd_categories
  SET nameEn = IIF(@field = N'nameEn', @text, nameEn), nameRu = IIF(@field = N'nameRu', @text, nameRu), icon = IIF(@field = N'icon', LEFT(@text, 32), icon), isActive = IIF(@field = N'isActive', @isOn, isActive), updated = SYSUTCDATETIME()
  WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
