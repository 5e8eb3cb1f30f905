-- Page `client`: title and tokens; 404 when the client is not open to the user.
CREATE OR ALTER PROCEDURE dbo.[pg_client_getPage]
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (SELECT 1 FROM dbo.cl_allowed(@username) AS a WHERE a.id = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиент не найден.', N'The client is not found.') AS Msg, 404 AS StatusCode;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, c.name AS Title, CONCAT(c.company + N' · ', IIF(@lang = N'ru', p.nameRu, p.nameEn)) AS Subtitle, CASE WHEN c.isActive = 0 THEN IIF(@lang = N'ru', N'Заблокирован', N'Blocked') ELSE IIF(@lang = N'ru', l.nameRu, l.nameEn) END AS StatusText, CASE WHEN c.isActive = 0 THEN N'danger' ELSE l.color END AS StatusColor, c.company, c.phone, c.email, c.balance, c.points, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS levelName, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName, a.canManage
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_clients AS c ON c.id = a.id
  INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  WHERE a.id = @id;
  SELECT x.Text, x.Url
  FROM (SELECT 1 AS ord, IIF(@lang = N'ru', N'Клиенты', N'Clients') AS Text, N'/clients' AS Url UNION ALL SELECT 2, c.name, NULL FROM dbo.cl_clients AS c WHERE c.id = @id) AS x
  ORDER BY x.ord;
END;
GO
