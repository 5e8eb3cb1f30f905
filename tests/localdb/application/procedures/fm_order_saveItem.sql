-- Form order: creates or changes an order.
CREATE OR ALTER PROCEDURE dbo.fm_order_saveItem @username nvarchar(64), @itemID int, @parameters dbo.ExtendedDictionaryParameter READONLY
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @clientID int, @deadline date, @comment nvarchar(1000), @items nvarchar(max), @cart nvarchar(max);
  SELECT
    @clientID = MAX(CASE WHEN [Key] = N'clientID' THEN TRY_CAST([Value] AS int) END),
    @deadline = MAX(CASE WHEN [Key] = N'deadline' THEN TRY_CONVERT(date, [Value], 23) END),
    @comment = MAX(CASE WHEN [Key] = N'comment' THEN [Value] END),
    @items = MAX(CASE WHEN [Key] = N'items' THEN [Value] END)
  FROM @parameters;
  IF @clientID IS NULL AND dbo.sec_isUserInRole(@username, 'client') = 1
    SELECT @clientID = c.id FROM dbo.cl_clients AS c JOIN dbo.as_users AS u ON u.id = c.userID WHERE u.username = @username;
  IF @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, N'Выберите клиента' AS Msg, N'clientID' AS Field;
    RETURN;
  END;
  IF @itemID = 0
  BEGIN
    SELECT @cart = N'{}', @cart = JSON_MODIFY(@cart, '$.clientID', @clientID), @cart = JSON_MODIFY(@cart, '$.comment', @comment),
      @cart = JSON_MODIFY(@cart, '$.deadline', CONVERT(nvarchar(10), @deadline, 23)), @cart = JSON_MODIFY(@cart, '$.items', JSON_QUERY(@items));
    EXEC dbo.ord_create @cart, @username, @itemID OUTPUT;
  END
  ELSE
    UPDATE dbo.ord_orders SET comment = @comment, deadline = @deadline, updated = dbo.as_now() WHERE id = @itemID AND id IN (SELECT id FROM dbo.ord_allowed(@username));
  SELECT 1 AS Result, N'Сохранено' AS Msg, CONCAT(N'/order/', @itemID) AS SuccessUrl, CAST(1 AS bit) AS HideFormAfterSubmit, N'#as-table-ord-orders' AS RefreshContainer, @itemID AS itemID;
  SELECT N'notification' AS type, N'role:manager' AS [to], N'Заказ ' + number AS text FROM dbo.ord_orders WHERE id = @itemID
  UNION ALL
  SELECT N'email', N'boss@example.ru', N'Крупный заказ ' + number FROM dbo.ord_orders WHERE id = @itemID AND total >= 10000
  ORDER BY type DESC;
END;
GO
