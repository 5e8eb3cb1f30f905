-- Check `order-paid`: what an order has as paid is the sum of its payments, and not more than is due.
CREATE OR ALTER PROCEDURE dbo.[chk_order-paid]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT o.id AS itemID, CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number, IIF(@lang = N'ru', N': оплачено ', N': paid '), o.paid, IIF(@lang = N'ru', N', оплаты ', N', payments '), s.paid, IIF(@lang = N'ru', N', к оплате ', N', due '), o.payable) AS text, CONCAT(N'/order/', o.id) AS url, CASE WHEN o.paid <> s.paid THEN N'danger' ELSE N'warning' END AS severity
  FROM dbo.ord_orders AS o
  CROSS APPLY (SELECT ISNULL(SUM(p.amount), 0) AS paid FROM dbo.pay_payments AS p WHERE p.orderID = o.id AND p.isCancelled = 0) AS s
  WHERE (o.paid <> s.paid OR o.paid > o.payable) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY o.id;
END;
GO
