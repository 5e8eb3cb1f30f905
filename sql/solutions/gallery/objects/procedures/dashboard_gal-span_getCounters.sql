-- Dashboard `gal-span`: tasks that begin between the dates of the filter (`filterFrom`, `filterTo`).
CREATE OR ALTER PROCEDURE dbo.[dashboard_gal-span_getCounters]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @from date = TRY_CAST(dbo.as_filterValue(@parameters, N'filterFrom') AS date), @to date = TRY_CAST(dbo.as_filterValue(@parameters, N'filterTo') AS date);
  SELECT v.Code, v.Title, v.Number, v.Unit, v.Icon, v.Color
  FROM (
    SELECT COUNT(*) AS tasks, ISNULL(SUM(t.cost), 0) AS cost
    FROM dbo.gal_tasks AS t
    WHERE (@from IS NULL OR t.startsAt >= @from) AND (@to IS NULL OR t.startsAt < DATEADD(DAY, 1, @to))
  ) AS x
  CROSS APPLY (VALUES
    (N'tasks', IIF(@lang = N'ru', N'Задач', N'Tasks'), CAST(x.tasks AS decimal(18, 2)), N'', N'list-task', N'info'), (N'cost', IIF(@lang = N'ru', N'Стоимость', N'Cost'), x.cost, N'₽', N'wallet2', N'warning')
  ) AS v(Code, Title, Number, Unit, Icon, Color)
  WHERE @isOpen = 1;
END;
GO
