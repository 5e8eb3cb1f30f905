-- Cancels a payment: gives back balance and points, takes back the points it brought. Refusals are THROWn. Caller: crud_payments_operation.
CREATE OR ALTER PROCEDURE dbo.[pay_cancel]
  @paymentID int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int, @orderID int, @methodCode nvarchar(16), @amount decimal(18, 2), @message nvarchar(1000);
  BEGIN TRY
    BEGIN TRANSACTION;
    SELECT @clientID = p.clientID, @orderID = p.orderID, @methodCode = p.methodCode, @amount = p.amount
    FROM dbo.pay_payments AS p WITH (UPDLOCK)
    INNER JOIN dbo.sec_scope(@username) AS s ON s.pointID = p.pointID AND s.canManage = 1
    WHERE p.id = @paymentID AND p.isCancelled = 0;
    IF @clientID IS NULL
      SET @message = IIF(@lang = N'ru', N'Оплата не найдена, недоступна вам или уже отменена.', N'The payment is not found, not open to you or cancelled already.');
    ELSE IF EXISTS (
      SELECT 1
      FROM (SELECT l.clientID, SUM(l.amount) AS amount FROM dbo.cl_pointOperations AS l WHERE l.paymentID = @paymentID GROUP BY l.clientID) AS l
      INNER JOIN dbo.cl_clients AS c ON c.id = l.clientID
      WHERE c.points < l.amount
    )
      SET @message = IIF(@lang = N'ru', N'Баллы за эту оплату уже потрачены.', N'The points of this payment are spent already.');
    ELSE IF EXISTS (
      SELECT 1
      FROM (SELECT l.clientID, SUM(l.amount) AS amount FROM dbo.cl_balanceOperations AS l WHERE l.paymentID = @paymentID GROUP BY l.clientID) AS l
      INNER JOIN dbo.cl_clients AS c ON c.id = l.clientID
      WHERE c.balance < l.amount
    )
      SET @message = IIF(@lang = N'ru', N'Деньги этого пополнения уже потрачены.', N'The money of this top-up is spent already.');
    IF @message IS NOT NULL THROW 50409, @message, 1;
    UPDATE dbo.pay_payments SET isCancelled = 1 WHERE id = @paymentID;
    INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, paymentID, createdBy)
    SELECT l.clientID, N'cancel', -SUM(l.amount), @paymentID, @username
    FROM dbo.cl_pointOperations AS l
    WHERE l.paymentID = @paymentID
    GROUP BY l.clientID
    HAVING SUM(l.amount) <> 0;
    INSERT INTO dbo.cl_balanceOperations (clientID, kindCode, amount, paymentID, createdBy)
    SELECT l.clientID, N'refund', -SUM(l.amount), @paymentID, @username
    FROM dbo.cl_balanceOperations AS l
    WHERE l.paymentID = @paymentID
    GROUP BY l.clientID
    HAVING SUM(l.amount) <> 0;
    EXEC dbo.cl_updateLevel @clientID = @clientID;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
