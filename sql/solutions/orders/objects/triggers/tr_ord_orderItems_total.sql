-- Keeps ord_orders.total equal to the sum of the items.
CREATE OR ALTER TRIGGER dbo.tr_ord_orderItems_total ON dbo.ord_orderItems
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  WITH changed AS (
    SELECT i.orderID FROM inserted AS i
    UNION
    SELECT d.orderID FROM deleted AS d
  ),
  sums AS (
    SELECT ch.orderID, ISNULL(SUM(i.amount), 0) AS total
    FROM changed AS ch
    LEFT JOIN dbo.ord_orderItems AS i ON i.orderID = ch.orderID
    GROUP BY ch.orderID
  )
  UPDATE o SET total = s.total
  FROM dbo.ord_orders AS o
  INNER JOIN sums AS s ON s.orderID = o.id
  WHERE o.total <> s.total;
END;
GO
