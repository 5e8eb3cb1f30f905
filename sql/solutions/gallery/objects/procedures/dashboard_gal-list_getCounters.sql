-- Dashboard `gal-list`: one counter for the person chosen in the list of the filter; set 4 gives the values.
CREATE OR ALTER PROCEDURE dbo.[dashboard_gal-list_getCounters]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT N'open' AS Code, IIF(@lang = N'ru', N'Открытых задач', N'Open tasks') AS Title, COUNT(t.id) AS Number, N'person-workspace' AS Icon, N'plum' AS Color
  FROM dbo.gal_people AS p
  LEFT JOIN dbo.gal_tasks AS t ON t.personID = p.id AND t.statusCode NOT IN (N'done', N'dropped')
  WHERE (ISNULL(TRY_CAST(@filter AS int), 0) = 0 OR p.id = TRY_CAST(@filter AS int)) AND @isOpen = 1;
  SELECT 1 AS none WHERE 1 = 0;
  SELECT N'select' AS FilterType WHERE @isOpen = 1;
  SELECT x.Value, x.Text
  FROM (
    SELECT 0 AS Value, IIF(@lang = N'ru', N'Все', N'Everybody') AS Text
    UNION ALL
    SELECT p.id, IIF(@lang = N'ru', p.nameRu, p.nameEn) FROM dbo.gal_people AS p
  ) AS x
  WHERE @isOpen = 1
  ORDER BY x.Value;
END;
GO
