-- Chart `gal-bar`: tasks by person; the filter chooses all or the open ones. Points lead to the list.
CREATE OR ALTER PROCEDURE dbo.[chart_gal-bar_getData]
  @username nvarchar(64),
  @filter nvarchar(64) = NULL,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) AS person, COUNT(*) AS tasks
  FROM dbo.gal_tasks AS t
  INNER JOIN dbo.gal_people AS p ON p.id = t.personID
  WHERE (ISNULL(@filter, N'all') = N'all' OR t.statusCode NOT IN (N'done', N'dropped')) AND @isOpen = 1
  GROUP BY p.id, p.nameRu, p.nameEn
  ORDER BY p.id;
  SELECT IIF(@lang = N'ru', N'Задачи', N'Tasks') AS title_tasks;
END;
GO
