-- Table cl-clients with figures of each client's orders.
CREATE OR ALTER PROCEDURE [dbo].[crud_cl-clients_getItems]
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @result TABLE (id int PRIMARY KEY, name nvarchar(128), phone varchar(20), orders int, total decimal(18, 2), lastOrder varchar(20), lastCreated datetime2(0), INDEX IX NONCLUSTERED (name));
  INSERT @result (id, name, phone, orders, total, lastOrder, lastCreated)
  SELECT c.id, c.name, c.phone, ISNULL(f.orders, 0), ISNULL(f.total, 0), l.number, l.created
  FROM dbo.cl_clients AS c
  LEFT JOIN (SELECT clientID, COUNT(*) AS orders, SUM(payable) AS total FROM dbo.ord_v_orders GROUP BY clientID) AS f ON f.clientID = c.id
  OUTER APPLY (SELECT TOP 1 o.number, o.created FROM dbo.ord_orders AS o WHERE o.clientID = c.id AND o.isDeleted = 0 ORDER BY o.created DESC, o.id DESC) AS l
  WHERE c.isDeleted = 0
    AND (dbo.sec_isUserInRole(@username, 'admin') = 1 OR c.pointID = (SELECT pointID FROM dbo.as_users WHERE username = @username));
  SELECT id, name, STUFF(STUFF(STUFF('+' + phone, 3, 0, ' '), 7, 0, ' '), 11, 0, '-') AS phone, orders, total, lastOrder, DATEDIFF(DAY, lastCreated, dbo.as_now()) AS days,
    CASE NTILE(2) OVER (ORDER BY total DESC, id) WHEN 1 THEN N'success' ELSE N'secondary' END AS badge_name
  FROM @result
  ORDER BY CASE WHEN @sort = 'orders' THEN orders WHEN @sort = 'total' THEN total END DESC, name
  OFFSET @pageSize * (@page - 1) ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM @result;
END;
GO
