-- Form `payment`: marks a payment; bonus points and the client's level follow in the same transaction.
CREATE OR ALTER PROCEDURE dbo.[fm_payment_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int, @clientID int, @methodCode nvarchar(16), @amount decimal(18, 2), @paidOn date, @comment nvarchar(500), @paymentID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'orderID' THEN NULLIF([Value], N'') END) AS int),
    @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int),
    @methodCode = MAX(CASE WHEN [Key] = N'methodCode' THEN NULLIF([Value], N'') END),
    @amount = TRY_CAST(MAX(CASE WHEN [Key] = N'amount' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @paidOn = TRY_CAST(MAX(CASE WHEN [Key] = N'paidOn' THEN NULLIF([Value], N'') END) AS date),
    @comment = TRY_CAST(MAX(CASE WHEN [Key] = N'comment' THEN NULLIF([Value], N'') END) AS nvarchar(500))
  FROM @parameters;
  -- A payment for an order is its client's, whatever the browser says.
  IF @orderID IS NOT NULL SELECT @clientID = (SELECT o.clientID FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orders AS o ON o.id = a.id WHERE a.id = @orderID AND a.canManage = 1);
  IF @clientID IS NULL OR NOT EXISTS (SELECT 1 FROM dbo.cl_allowed(@username) AS a WHERE a.id = @clientID AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиент или заказ не найден или недоступен вам.', N'The client or the order is not found or not open to you.') AS Msg;
    RETURN;
  END;
  IF @paidOn > DATEADD(DAY, 1, CAST(SYSUTCDATETIME() AS date))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Эта дата ещё не наступила.', N'The date is in the future.') AS Msg, N'paidOn' AS Field;
    RETURN;
  END;
  EXEC dbo.pay_add @clientID = @clientID, @orderID = @orderID, @methodCode = @methodCode, @amount = @amount, @paidOn = @paidOn, @comment = @comment, @username = @username, @lang = @lang, @paymentID = @paymentID OUTPUT;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Оплата отмечена.', N'The payment is marked.') AS Msg, @paymentID AS itemID, N'as-block-order,as-table-order-payments,as-table-order-history,as-table-payments,as-block-client' AS RefreshContainer;
END;
GO
