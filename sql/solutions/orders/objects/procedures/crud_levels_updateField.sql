-- Table `levels`: names, limit and percents; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_levels_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @text nvarchar(64) = NULLIF(LTRIM(RTRIM(LEFT(@value, 64))), N''), @number decimal(18, 2) = TRY_CAST(@value AS decimal(18, 2));
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'nameEn', N'nameRu', N'minTurnover', N'accrualPercent', N'referralPercent', N'maxPointsPercent') OR (@field IN (N'nameEn', N'nameRu') AND @text IS NULL) OR (@field NOT IN (N'nameEn', N'nameRu') AND (@number IS NULL OR @number < 0))
    OR (@field IN (N'accrualPercent', N'referralPercent') AND @number > 50) OR (@field = N'maxPointsPercent' AND @number > 100)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такое значение здесь невозможно.', N'This value is not possible here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.cl_levels
  SET nameEn = IIF(@field = N'nameEn', @text, nameEn), nameRu = IIF(@field = N'nameRu', @text, nameRu), minTurnover = IIF(@field = N'minTurnover', @number, minTurnover), accrualPercent = IIF(@field = N'accrualPercent', @number, accrualPercent),
    referralPercent = IIF(@field = N'referralPercent', @number, referralPercent), maxPointsPercent = IIF(@field = N'maxPointsPercent', @number, maxPointsPercent), updated = SYSUTCDATETIME()
  WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
