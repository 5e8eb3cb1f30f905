-- Chat `order`: the client and the managers of the order's point write, supervisor and developer read; set 2: who hears of a message.
CREATE OR ALTER PROCEDURE dbo.[chat_order_access]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  SELECT CAST(1 AS bit) AS CanRead, CAST(CASE WHEN a.isOwn = 1 OR a.canManage = 1 THEN 1 ELSE 0 END AS bit) AS CanWrite, CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS Title, CONCAT(N'/order/', o.id) AS Url
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  WHERE a.id = @id;
  SELECT x.username
  FROM (
    SELECT c.username, o.id FROM dbo.ord_orders AS o INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID WHERE c.isActive = 1
    UNION
    SELECT pm.username, o.id FROM dbo.ord_orders AS o INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID
  ) AS x
  INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = x.id
  WHERE x.id = @id AND x.username IS NOT NULL;
END;
GO
