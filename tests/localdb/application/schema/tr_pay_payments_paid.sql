-- Keeps ord_orders.paid and the client's balance and points; refuses paying more than is due.
CREATE OR ALTER TRIGGER dbo.tr_pay_payments_paid ON dbo.pay_payments
FOR INSERT, DELETE
AS
BEGIN
  SET NOCOUNT ON;
  ;WITH delta AS (
    SELECT orderID, SUM(amount) AS amount
    FROM (SELECT orderID, amount FROM inserted UNION ALL SELECT orderID, -amount FROM deleted) AS x
    WHERE orderID IS NOT NULL
    GROUP BY orderID
  )
  UPDATE o SET o.paid = o.paid + d.amount
  FROM dbo.ord_orders AS o
  JOIN delta AS d ON d.orderID = o.id;

  MERGE dbo.cl_clients AS target
  USING (
    SELECT clientID,
      SUM(CASE WHEN orderID IS NULL THEN amount WHEN typeCode = 'balance' THEN -amount ELSE 0 END) AS balance,
      SUM(CASE WHEN typeCode = 'points' THEN -amount ELSE 0 END) AS points
    FROM inserted
    GROUP BY clientID
  ) AS source
  ON target.id = source.clientID
  WHEN MATCHED AND (source.balance <> 0 OR source.points <> 0) THEN
    UPDATE SET balance += source.balance, points = target.points + CAST(source.points AS int);

  IF EXISTS (SELECT 1 FROM dbo.ord_orders AS o JOIN inserted AS i ON i.orderID = o.id WHERE o.paid > o.payable)
  BEGIN
    ROLLBACK TRANSACTION;
    THROW 50010, N'Оплата больше суммы заказа.', 1;
  END;
END;
GO
