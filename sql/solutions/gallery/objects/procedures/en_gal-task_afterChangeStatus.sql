-- Entity `gal-task`: tells the one who changed it; set 2 are external actions.
CREATE OR ALTER PROCEDURE dbo.[en_gal-task_afterChangeStatus]
  @itemID nvarchar(64),
  @to nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT 1 AS Result, N'' AS Msg;
  SELECT N'notification' AS type, @username AS [to], CONCAT(IIF(@lang = N'ru', N'Задача завершена: ', N'Task finished: '), IIF(@lang = N'ru', t.titleRu, t.titleEn)) AS text, N'gal-task' AS typeCode, N'/gallery/status' AS url
  FROM dbo.gal_tasks AS t
  WHERE t.id = TRY_CAST(@itemID AS int) AND @to = N'done' AND @isOpen = 1;
END;
GO
