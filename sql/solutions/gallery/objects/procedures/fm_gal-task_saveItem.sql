-- Form `gal-task`: a new task or a change.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-task_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
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

  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @title nvarchar(200) = dbo.as_filterValue(@parameters, N'title'), @personID int = TRY_CAST(dbo.as_filterValue(@parameters, N'personID') AS int),
    @startsAt datetime2(0) = TRY_CAST(dbo.as_filterValue(@parameters, N'startsAt') AS datetime2(0)), @endsAt datetime2(0) = TRY_CAST(dbo.as_filterValue(@parameters, N'endsAt') AS datetime2(0)),
    @progress int = TRY_CAST(dbo.as_filterValue(@parameters, N'progress') AS int), @cost decimal(18, 2) = TRY_CAST(dbo.as_filterValue(@parameters, N'cost') AS decimal(18, 2)), @note nvarchar(1000) = dbo.as_filterValue(@parameters, N'note');
  IF @endsAt <= @startsAt
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Конец должен быть позже начала.', N'The end comes after the start.') AS Msg, N'endsAt' AS Field;
    RETURN;
  END;
  IF @id IS NULL
  BEGIN
    INSERT INTO dbo.gal_tasks (titleEn, titleRu, personID, startsAt, endsAt, progress, cost, note, ord)
    SELECT @title, @title, @personID, @startsAt, @endsAt, ISNULL(@progress, 0), ISNULL(@cost, 0), @note, ISNULL(MAX(t.ord), 0) + 10 FROM dbo.gal_tasks AS t;
    SET @id = CAST(SCOPE_IDENTITY() AS int);
  END
  ELSE
    UPDATE dbo.gal_tasks
    SET titleEn = IIF(@lang = N'ru', titleEn, @title), titleRu = IIF(@lang = N'ru', @title, titleRu), personID = @personID, startsAt = @startsAt, endsAt = @endsAt, progress = ISNULL(@progress, progress), cost = ISNULL(@cost, cost), note = @note
    WHERE id = @id;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Задача сохранена.', N'The task is saved.') AS Msg, @id AS itemID, N'table-gal-tasks' AS RefreshContainer;
END;
GO
