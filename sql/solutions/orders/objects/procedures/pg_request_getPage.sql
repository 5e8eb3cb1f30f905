-- Page `request`: title and tokens; 404 when the request is not open to the user.
CREATE OR ALTER PROCEDURE dbo.[pg_request_getPage]
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (SELECT 1 FROM dbo.srv_allowed(@username) AS a WHERE a.id = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заявка не найдена.', N'The request is not found.') AS Msg, 404 AS StatusCode;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, CONCAT(IIF(@lang = N'ru', N'Заявка ', N'Request '), r.number) AS Title, r.number, r.subject, c.name AS clientName, s.code AS statusCode, IIF(@lang = N'ru', s.nameRu, s.nameEn) AS StatusText, s.color AS StatusColor,
    CONCAT(CASE WHEN a.isOwn = 0 THEN CONCAT(c.name, N' · ') END, r.subject) AS Subtitle, r.clientID, r.orderID, a.canManage, a.isOwn
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  WHERE a.id = @id;
  SELECT x.Text, x.Url
  FROM (
    SELECT 1 AS ord, CASE WHEN a.isOwn = 1 THEN IIF(@lang = N'ru', N'Мои заявки', N'My requests') ELSE IIF(@lang = N'ru', N'Заявки', N'Requests') END AS Text, CASE WHEN a.isOwn = 1 THEN N'/my-requests' ELSE N'/requests' END AS Url
    FROM dbo.srv_allowed(@username) AS a
    WHERE a.id = @id
    UNION ALL
    SELECT 2, r.number, NULL FROM dbo.srv_requests AS r WHERE r.id = @id
  ) AS x
  ORDER BY x.ord;
END;
GO
