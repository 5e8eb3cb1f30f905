-- Form `payment`: a payment for an order (parameter orderID) or a top-up (parameter clientID); suggests what is due.
CREATE OR ALTER PROCEDURE dbo.[fm_payment_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int, @clientID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'orderID' THEN NULLIF([Value], N'') END) AS int),
    @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT o.id AS orderID, o.clientID, N'bank' AS methodCode, o.payable - o.paid AS amount, CAST(SYSUTCDATETIME() AS date) AS paidOn, CAST(NULL AS nvarchar(500)) AS comment
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  WHERE a.id = @orderID AND a.canManage = 1
  UNION ALL
  SELECT NULL, a.id, N'bank', NULL, CAST(SYSUTCDATETIME() AS date), NULL
  FROM dbo.cl_allowed(@username) AS a
  WHERE a.id = @clientID AND a.canManage = 1 AND @orderID IS NULL;
  SELECT CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number, IIF(@lang = N'ru', N', к оплате ', N', due '), dbo.ord_money(o.payable - o.paid, @lang)) AS Subtitle
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  WHERE a.id = @orderID AND a.canManage = 1;
END;
GO
