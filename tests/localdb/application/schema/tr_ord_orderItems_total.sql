-- Keeps ord_orders.total.
CREATE OR ALTER TRIGGER dbo.tr_ord_orderItems_total ON dbo.ord_orderItems
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  UPDATE o
  SET total = ISNULL(s.amount, 0), updated = dbo.as_now()
  FROM dbo.ord_orders AS o
  INNER JOIN (SELECT orderID FROM inserted UNION SELECT orderID FROM deleted) AS changed ON changed.orderID = o.id
  OUTER APPLY (SELECT SUM(i.amount) AS amount FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id) AS s
  WHERE o.total <> ISNULL(s.amount, 0);
END;
GO
