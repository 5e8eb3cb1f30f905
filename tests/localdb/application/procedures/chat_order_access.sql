-- Chat of an order: who may read and write; then the participants.
CREATE OR ALTER PROCEDURE dbo.chat_order_access @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @can bit = IIF(@itemID IN (SELECT id FROM dbo.ord_allowed(@username)), 1, 0);
  SELECT @can AS CanRead, CAST(CASE WHEN @can = 1 AND EXISTS (SELECT 1 FROM dbo.ord_v_orders WHERE id = @itemID AND isFinal = 0) THEN 1 ELSE 0 END AS bit) AS CanWrite,
    (SELECT N'Заказ ' + number FROM dbo.ord_orders WHERE id = @itemID AND @can = 1) AS Title;
  SELECT u.username FROM dbo.ord_orders AS o JOIN dbo.cl_clients AS c ON c.id = o.clientID JOIN dbo.as_users AS u ON u.id = c.userID WHERE o.id = @itemID
  UNION
  SELECT u.username FROM dbo.ord_orders AS o JOIN dbo.as_users AS u ON u.pointID = o.pointID WHERE o.id = @itemID AND dbo.sec_isUserInRole(u.username, 'manager') = 1
  ORDER BY username;
END;
GO
