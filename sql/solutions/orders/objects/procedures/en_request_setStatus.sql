-- Entity `request`: changes the status; `ordered` makes an order of the request with the offered price. The engine writes the log.
CREATE OR ALTER PROCEDURE dbo.[en_request_setStatus]
  @itemID nvarchar(64),
  @status nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @orderID int, @number nvarchar(24), @message nvarchar(1000);
  BEGIN TRY
    BEGIN TRANSACTION;
    EXEC dbo.ord_changeStatus @entityCode = N'request', @itemID = @id, @status = @status, @comment = NULL, @isLogged = 0, @username = @username, @lang = @lang;
    IF @status IN (N'offered', N'ordered') AND EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.id = @id AND (r.price IS NULL OR r.serviceID IS NULL))
    BEGIN
      SET @message = IIF(@lang = N'ru', N'Сначала укажите услугу и цену.', N'Give the service and its price first.');
      THROW 50422, @message, 1;
    END;
    IF @status = N'ordered'
    BEGIN
      SELECT @number = CONCAT(p.code, N'-', NEXT VALUE FOR dbo.ord_orderNumber) FROM dbo.srv_requests AS r INNER JOIN dbo.ref_points AS p ON p.id = r.pointID WHERE r.id = @id;
      INSERT INTO dbo.ord_orders (number, clientID, pointID, statusID, requestID, address, comment, deadline, createdBy)
      SELECT @number, r.clientID, r.pointID, 2, r.id, r.address, r.subject, r.wishDate, @username FROM dbo.srv_requests AS r WHERE r.id = @id;
      SET @orderID = SCOPE_IDENTITY();
      INSERT INTO dbo.ord_orderItems (orderID, serviceID, nameEn, nameRu, qty, price, ord)
      SELECT @orderID, v.id, v.nameEn, v.nameRu, 1, r.price, 10 FROM dbo.srv_requests AS r INNER JOIN dbo.srv_services AS v ON v.id = r.serviceID WHERE r.id = @id;
      UPDATE dbo.srv_requests SET orderID = @orderID WHERE id = @id;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@orderID IS NULL, N'', CONCAT(IIF(@lang = N'ru', N'Оформлен заказ: ', N'Order made: '), @number)) AS Msg, IIF(@orderID IS NULL, NULL, CONCAT(N'/order/', @orderID)) AS SuccessUrl, N'as-block-request' AS RefreshContainer;
END;
GO
