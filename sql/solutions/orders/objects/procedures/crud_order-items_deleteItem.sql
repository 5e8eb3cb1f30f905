-- Table `order-items`: takes a line out of an open order; the manager only. The last line stays.
CREATE OR ALTER PROCEDURE dbo.[crud_order-items_deleteItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @orderID int;
  SELECT @orderID = i.orderID
  FROM dbo.ord_orderItems AS i
  INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = i.orderID AND a.canManage = 1
  INNER JOIN dbo.ord_orders AS o ON o.id = i.orderID
  INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID AND s.isFinal = 0
  WHERE i.id = @id;
  IF @orderID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Строка не найдена, недоступна вам или заказ закрыт.', N'The line is not found, not open to you or its order is closed.') AS Msg;
    RETURN;
  END;
  IF (SELECT COUNT(*) FROM dbo.ord_orderItems AS i WHERE i.orderID = @orderID) = 1
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'В заказе должна быть хотя бы одна строка: отмените заказ.', N'An order has at least one line: cancel the order instead.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    DELETE FROM dbo.ord_orderItems WHERE id = @id;
    IF EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = @orderID AND o.paid > o.payable)
    BEGIN
      DECLARE @message nvarchar(1000) = IIF(@lang = N'ru', N'Оплачено уже больше этой суммы.', N'More than this is paid already.');
      THROW 50409, @message, 1;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
