-- Entity `gal-task`: a task cannot be finished while one below it is open.
CREATE OR ALTER PROCEDURE dbo.[en_gal-task_checkStatus]
  @itemID nvarchar(64),
  @from nvarchar(32),
  @to nvarchar(32),
  @comment nvarchar(1000),
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

  IF @to = N'done' AND EXISTS (SELECT 1 FROM dbo.gal_tasks AS t WHERE t.parentID = TRY_CAST(@itemID AS int) AND t.statusCode NOT IN (N'done', N'dropped'))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Сначала завершите вложенные задачи.', N'Finish the tasks below first.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
