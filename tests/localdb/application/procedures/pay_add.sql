-- Records a payment: from outside, from the balance or with points (one point is one rouble). Returns the new payment's id.
CREATE OR ALTER PROCEDURE dbo.pay_add
  @orderID int, @typeCode varchar(16), @amount decimal(18, 2), @username nvarchar(64), @externalID varchar(64) = NULL, @paymentID int OUTPUT
AS
SET NOCOUNT ON;
SET XACT_ABORT ON;
DECLARE @clientID int, @debt decimal(18, 2), @maxPoints decimal(18, 2);
SELECT @clientID = o.clientID, @debt = o.payable - o.paid, @maxPoints = ROUND(o.payable * 0.3, 0, 1) FROM dbo.ord_orders AS o WHERE o.id = @orderID;
IF @clientID IS NULL THROW 50012, N'Заказ не найден.', 1;
IF @typeCode = 'points' AND @amount > @maxPoints
BEGIN
  DECLARE @limit nvarchar(32) = FORMAT(@maxPoints, N'N0', N'ru-RU');
  RAISERROR(N'Баллами можно оплатить не больше %s', 16, 1, @limit);
  RETURN 1;
END
BEGIN TRY
  BEGIN TRAN
  INSERT dbo.pay_payments (clientID, orderID, typeCode, amount, externalID, createdBy) VALUES (@clientID, @orderID, @typeCode, @amount, @externalID, @username)
  SET @paymentID = SCOPE_IDENTITY()
  IF @typeCode = 'points'
    INSERT dbo.bns_operations (clientID, orderID, points, reason) SELECT @clientID, @orderID, -@amount, N'Оплата баллами'
  COMMIT
END TRY
BEGIN CATCH
  IF @@TRANCOUNT > 0 ROLLBACK
  SET @paymentID = NULL
  IF ERROR_NUMBER() = 547 AND ERROR_MESSAGE() LIKE '%CK_cl_clients_%'
    THROW 50013, N'На счёте не хватает средств.', 1
  ELSE IF ERROR_NUMBER() IN (2601, 2627)
    THROW 50014, N'Такой платёж уже есть.', 1
  ELSE
    THROW
END CATCH
GO
