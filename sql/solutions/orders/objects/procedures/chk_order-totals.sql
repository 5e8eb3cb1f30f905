-- Check `order-totals`: the total of an order is the sum of its lines.
CREATE OR ALTER PROCEDURE dbo.[chk_order-totals]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT o.id AS itemID, CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number, IIF(@lang = N'ru', N': итог ', N': total '), o.total, IIF(@lang = N'ru', N', строки ', N', lines '), s.total) AS text, CONCAT(N'/order/', o.id) AS url, N'danger' AS severity
  FROM dbo.ord_orders AS o
  CROSS APPLY (SELECT ISNULL(SUM(i.amount), 0) AS total FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id) AS s
  WHERE o.total <> s.total AND dbo.sec_mayCheck(@username) = 1
  ORDER BY o.id;
END;
GO
