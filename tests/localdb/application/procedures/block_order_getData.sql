-- Block of an order: one JSON document for the template.
CREATE OR ALTER PROCEDURE dbo.block_order_getData @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @id int = (SELECT TOP 1 TRY_CAST([Value] AS int) FROM @parameters WHERE [Key] = N'itemID');
  SELECT o.number, o.total, o.isPaid, [client.name] = o.clientName, [client.phone] = c.phone,
    items = (SELECT ISNULL(p.sku, '') AS sku, i.qty, i.amount FROM dbo.ord_orderItems AS i LEFT JOIN dbo.prd_products AS p ON p.id = i.productID WHERE i.orderID = o.id ORDER BY i.ord FOR JSON PATH),
    history = JSON_QUERY((SELECT CONCAT(N'[', STRING_AGG(CONCAT(N'"', STRING_ESCAPE(s.code, 'json'), N'"'), N',') WITHIN GROUP (ORDER BY h.id), N']') FROM dbo.ord_statusHistory AS h JOIN dbo.ord_statuses AS s ON s.id = h.toID WHERE h.orderID = o.id))
  FROM dbo.ord_v_orders AS o
  JOIN dbo.cl_clients AS c ON c.id = o.clientID
  WHERE o.id = @id AND EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = o.id)
  FOR JSON PATH, ROOT('orders');
END;
GO
