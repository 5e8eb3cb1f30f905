-- Keeps ord_orders.paid equal to the sum of the payments that are not cancelled.
CREATE OR ALTER TRIGGER dbo.tr_pay_payments_paid ON dbo.pay_payments
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  WITH changed AS (
    SELECT i.orderID FROM inserted AS i WHERE i.orderID IS NOT NULL
    UNION
    SELECT d.orderID FROM deleted AS d WHERE d.orderID IS NOT NULL
  ),
  sums AS (
    SELECT ch.orderID, ISNULL(SUM(CASE WHEN p.isCancelled = 0 THEN p.amount END), 0) AS paid
    FROM changed AS ch
    LEFT JOIN dbo.pay_payments AS p ON p.orderID = ch.orderID
    GROUP BY ch.orderID
  )
  UPDATE o SET paid = s.paid
  FROM dbo.ord_orders AS o
  INNER JOIN sums AS s ON s.orderID = o.id
  WHERE o.paid <> s.paid;
END;
GO
