-- Table `gal-tasks`: the season's work for every view: columns of all of them come in the same rows.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-tasks_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username), @search nvarchar(200) = dbo.as_filterValue(@filters, N'search'), @statuses nvarchar(200) = dbo.as_filterValue(@filters, N'statusCode'), @id int = TRY_CAST(dbo.as_filterValue(@filters, N'_id') AS int);
  SELECT @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;
  DECLARE @found TABLE (id int NOT NULL PRIMARY KEY);
  INSERT INTO @found (id)
  SELECT t.id
  FROM dbo.gal_tasks AS t
  WHERE @isOpen = 1 AND (@id IS NULL OR t.id = @id) AND (@search IS NULL OR CHARINDEX(@search, t.titleEn) > 0 OR CHARINDEX(@search, t.titleRu) > 0)
    AND (@statuses IS NULL OR t.statusCode IN (SELECT v.value FROM STRING_SPLIT(@statuses, N',') AS v));
  SELECT t.id, t.parentID, IIF(@lang = N'ru', t.titleRu, t.titleEn) AS title, t.statusCode, CASE t.statusCode WHEN N'new' THEN N'info' WHEN N'work' THEN N'warning' WHEN N'check' THEN N'plum' WHEN N'done' THEN N'success' ELSE N'secondary' END AS color_statusCode, CASE t.statusCode WHEN N'new' THEN N'info' WHEN N'work' THEN N'warning' WHEN N'check' THEN N'plum' WHEN N'done' THEN N'success' ELSE N'secondary' END AS tone, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS personName,
    IIF(@lang = N'ru', l.nameRu, l.nameEn) AS placeName, t.startsAt, t.endsAt, t.isAllDay, t.progress, t.cost, t.afterIDs, IIF(@lang = N'ru', r.titleRu, r.titleEn) AS jobName, l.latitude, l.longitude,
    CASE t.statusCode WHEN N'done' THEN N'check-lg' WHEN N'work' THEN N'play' WHEN N'dropped' THEN N'x-lg' ELSE N'circle' END AS glyph
  FROM @found AS f
  INNER JOIN dbo.gal_tasks AS t ON t.id = f.id
  LEFT JOIN dbo.gal_tasks AS r ON r.id = ISNULL(t.parentID, t.id)
  LEFT JOIN dbo.gal_people AS p ON p.id = t.personID
  LEFT JOIN dbo.gal_places AS l ON l.id = t.placeID
  ORDER BY CASE WHEN CONVERT(nvarchar(64), @sort) = N'startsAt' AND @direction = N'desc' THEN t.startsAt END DESC, CASE WHEN CONVERT(nvarchar(64), @sort) = N'startsAt' THEN t.startsAt END, t.ord, t.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM @found;
END;
GO
