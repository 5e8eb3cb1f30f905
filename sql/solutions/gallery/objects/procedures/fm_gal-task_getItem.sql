-- Form `gal-task`: a task; a new one begins on the day that was clicked.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-task_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @start nvarchar(32) = NULL,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT IIF(@lang = N'ru', t.titleRu, t.titleEn) AS title, t.personID, t.startsAt, t.endsAt, t.progress, t.cost, t.note
  FROM dbo.gal_tasks AS t
  WHERE t.id = TRY_CAST(@itemID AS int) AND @isOpen = 1
  UNION ALL
  SELECT NULL, NULL, x.startsAt, DATEADD(HOUR, 2, x.startsAt), 0, 0, NULL
  FROM (SELECT ISNULL(TRY_CAST(@start AS datetime2(0)), SYSUTCDATETIME()) AS startsAt) AS x
  WHERE ISNULL(TRY_CAST(@itemID AS int), 0) = 0 AND @isOpen = 1;
END;
GO
