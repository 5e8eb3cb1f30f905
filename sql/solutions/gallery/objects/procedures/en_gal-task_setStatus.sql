-- Entity `gal-task`: changes the status; the engine writes the log.
CREATE OR ALTER PROCEDURE dbo.[en_gal-task_setStatus]
  @itemID nvarchar(64),
  @status nvarchar(32),
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

  UPDATE dbo.gal_tasks SET statusCode = @status, progress = CASE @status WHEN N'done' THEN 100 WHEN N'new' THEN 0 ELSE progress END WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
