-- Check: an order's total and payments agree with its rows.
CREATE OR ALTER PROCEDURE dbo.chk_orderTotals @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  SELECT o.id AS itemID, CONCAT(N'Сумма ', o.total, N', по позициям ', ISNULL(i.amount, 0)) AS text, CONCAT('/order/', o.id) AS url, 'error' AS severity
  FROM dbo.ord_orders AS o
  LEFT JOIN (SELECT orderID, SUM(amount) AS amount FROM dbo.ord_orderItems GROUP BY orderID) AS i ON i.orderID = o.id
  WHERE o.total <> ISNULL(i.amount, 0)
  UNION ALL
  SELECT o.id, FORMATMESSAGE(N'Оплачено %s, по платежам %s', CAST(o.paid AS nvarchar(20)), CAST(SUM(ISNULL(p.amount, 0)) AS nvarchar(20))), CONCAT('/order/', o.id), 'error'
  FROM dbo.ord_orders AS o
  LEFT JOIN dbo.pay_payments AS p ON p.orderID = o.id
  GROUP BY o.id, o.paid
  HAVING o.paid <> SUM(ISNULL(p.amount, 0))
  ORDER BY itemID;
END;
GO
