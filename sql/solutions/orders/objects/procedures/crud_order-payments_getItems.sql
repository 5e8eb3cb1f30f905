-- Table `order-payments`: the payments of an order (filter itemID = the order).
CREATE OR ALTER PROCEDURE dbo.[crud_order-payments_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @filters;
  SELECT p.id, p.paidOn, p.amount, IIF(@lang = N'ru', m.nameRu, m.nameEn) AS methodName, m.icon AS icon_methodName, p.comment, p.isCancelled,
    CASE WHEN p.isCancelled = 1 THEN IIF(@lang = N'ru', N'Отменена', N'Cancelled') ELSE N'' END AS badge_amount,
    (SELECT SUM(l.amount) FROM dbo.cl_pointOperations AS l INNER JOIN dbo.ord_orders AS o ON o.id = p.orderID AND o.clientID = l.clientID WHERE l.paymentID = p.id AND l.amount > 0) AS accrued
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.pay_payments AS p ON p.orderID = a.id
  INNER JOIN dbo.pay_methods AS m ON m.code = p.methodCode
  WHERE a.id = @orderID
  ORDER BY p.paidOn, p.id;
  SELECT COUNT(*) AS total FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.pay_payments AS p ON p.orderID = a.id WHERE a.id = @orderID;
  SELECT CAST(1 AS bit) AS HideTitleCount;
  SELECT IIF(@lang = N'ru', N'Оплачено', N'Paid') AS paidOn, o.paid AS amount FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orders AS o ON o.id = a.id WHERE a.id = @orderID;
END;
GO
