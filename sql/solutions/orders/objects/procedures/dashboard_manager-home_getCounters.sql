-- Dashboard `manager-home`: new orders, late ones, new requests, unpaid, received in 30 days, clients.
CREATE OR ALTER PROCEDURE dbo.[dashboard_manager-home_getCounters]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT x.Code, x.Title, x.Number, x.Unit, x.Color, x.Icon, x.DownLink, x.AdditionalNumber
  FROM (
    SELECT 1 AS ord, N'new' AS Code, IIF(@lang = N'ru', N'Новые заказы', N'New orders') AS Title, CAST(COUNT(*) AS decimal(18, 2)) AS Number, N'' AS Unit, N'info' AS Color, N'inbox' AS Icon, N'/orders?orders.statusName=new' AS DownLink, N'' AS AdditionalNumber
    FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orders AS o ON o.id = a.id AND o.statusID = 1
    UNION ALL
    SELECT 2, N'late', IIF(@lang = N'ru', N'Просрочены', N'Late'), COUNT(*), N'', N'danger', N'alarm', N'/orders?orders.isOverdue=True', N''
    FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id AND o.isOverdue = 1
    UNION ALL
    SELECT 3, N'requests', IIF(@lang = N'ru', N'Новые заявки', N'New requests'), COUNT(*), N'', N'plum', N'wrench', N'/requests?requests.statusName=new', N''
    FROM dbo.srv_allowed(@username) AS a INNER JOIN dbo.srv_requests AS r ON r.id = a.id AND r.statusID = 21
    UNION ALL
    SELECT 4, N'due', IIF(@lang = N'ru', N'Ждут оплаты', N'To be paid'), ISNULL(SUM(o.payable - o.paid), 0), N'₽', N'warning', N'wallet2', N'/orders?orders.isUnpaid=True', CONCAT(IIF(@lang = N'ru', N'заказов: ', N'orders: '), COUNT(*))
    FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orders AS o ON o.id = a.id AND o.statusID <> 7 AND o.paid < o.payable
    UNION ALL
    SELECT 5, N'received', IIF(@lang = N'ru', N'Получено за 30 дней', N'Received in 30 days'), ISNULL(SUM(p.amount), 0), N'₽', N'success', N'cash', N'/payments', CONCAT(IIF(@lang = N'ru', N'оплат: ', N'payments: '), COUNT(*))
    FROM dbo.sec_scope(@username) AS s
    INNER JOIN dbo.pay_payments AS p ON p.pointID = s.pointID AND p.isCancelled = 0 AND p.paidOn > DATEADD(DAY, -30, CAST(SYSUTCDATETIME() AS date))
    INNER JOIN dbo.pay_methods AS m ON m.code = p.methodCode AND m.isExternal = 1
  ) AS x
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
  ORDER BY x.ord;
END;
GO
