-- Form `pay-order`: the client pays an own order from the balance or with points.
CREATE OR ALTER PROCEDURE dbo.[fm_pay-order_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @clientID int = dbo.sec_clientID(@username), @methodCode nvarchar(16), @amount decimal(18, 2), @paymentID int;
  SELECT @methodCode = MAX(CASE WHEN [Key] = N'methodCode' THEN NULLIF([Value], N'') END),
    @amount = TRY_CAST(MAX(CASE WHEN [Key] = N'amount' THEN NULLIF([Value], N'') END) AS decimal(18, 2))
  FROM @parameters;
  IF @clientID IS NULL OR @id IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден.', N'The order is not found.') AS Msg;
    RETURN;
  END;
  IF ISNULL(@methodCode, N'') NOT IN (N'balance', N'points')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Выберите баланс или баллы.', N'Choose balance or points.') AS Msg;
    RETURN;
  END;
  EXEC dbo.pay_add @clientID = @clientID, @orderID = @id, @methodCode = @methodCode, @amount = @amount, @paidOn = NULL, @comment = NULL, @username = @username, @lang = @lang, @paymentID = @paymentID OUTPUT;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Оплата со счёта принята.', N'The order is paid from your account.') AS Msg, @paymentID AS itemID, N'as-block-order,as-table-order-payments,as-table-order-history' AS RefreshContainer;
END;
GO
