-- Table `gal-tasks`: the calendar moves start and end.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-tasks_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
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

  UPDATE dbo.gal_tasks
  SET startsAt = IIF(@field = N'startsAt', ISNULL(TRY_CAST(@value AS datetime2(0)), startsAt), startsAt), endsAt = IIF(@field = N'endsAt', ISNULL(TRY_CAST(@value AS datetime2(0)), endsAt), endsAt),
    progress = IIF(@field = N'progress', ISNULL(TRY_CAST(@value AS int), progress), progress)
  WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
