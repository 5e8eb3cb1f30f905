-- Chat `request`: the client and the managers of the point write, supervisor and developer read; set 2: who hears of a message.
CREATE OR ALTER PROCEDURE dbo.[chat_request_access]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  SELECT CAST(1 AS bit) AS CanRead, CAST(CASE WHEN a.isOwn = 1 OR a.canManage = 1 THEN 1 ELSE 0 END AS bit) AS CanWrite, CONCAT(IIF(@lang = N'ru', N'Заявка ', N'Request '), r.number) AS Title, CONCAT(N'/request/', r.id) AS Url
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  WHERE a.id = @id;
  SELECT x.username
  FROM (
    SELECT c.username, r.id FROM dbo.srv_requests AS r INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID WHERE c.isActive = 1
    UNION
    SELECT pm.username, r.id FROM dbo.srv_requests AS r INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = r.pointID
  ) AS x
  INNER JOIN dbo.srv_allowed(@username) AS a ON a.id = x.id
  WHERE x.id = @id AND x.username IS NOT NULL;
END;
GO
