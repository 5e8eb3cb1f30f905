-- Table `orders`: deletes a new or cancelled order without payments; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_deleteItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0 OR NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Удаляет заказы только супервайзер.', N'Only the supervisor deletes orders.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID WHERE o.id = @id AND s.code IN (N'new', N'cancelled'))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Удалить можно только новый или отменённый заказ.', N'Only a new or a cancelled order can be deleted.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.pay_payments AS p WHERE p.orderID = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'По заказу есть оплаты.', N'The order has payments.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.srv_requests SET orderID = NULL WHERE orderID = @id;
    DELETE FROM dbo.ord_orders WHERE id = @id;
    DELETE FROM platform.status_log WHERE entityCode = N'order' AND itemID = CAST(@id AS nvarchar(64));
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
