-- Records money or points for an order, or a top-up of the balance (no order), with bonus points, in one transaction. Access is the caller's and is checked again here. Refusals are THROWn. Callers: fm_payment_saveItem, fm_pay-order_saveItem.
CREATE OR ALTER PROCEDURE dbo.[pay_add]
  @clientID int,
  @orderID int,
  @methodCode nvarchar(16),
  @amount decimal(18, 2),
  @paidOn date,
  @comment nvarchar(500),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en',
  @paymentID int OUTPUT
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @pointID int, @debt decimal(18, 2), @payable decimal(18, 2), @byPoints decimal(18, 2), @balance decimal(18, 2), @points decimal(18, 2), @canManage bit, @isOwn bit, @isExternal bit,
    @number nvarchar(24), @statusCode nvarchar(32), @accrual decimal(18, 2), @referral decimal(18, 2), @referrerID int, @maxPointsPercent decimal(5, 2), @message nvarchar(1000), @kindCode nvarchar(16),
    @clientUser nvarchar(64), @to nvarchar(max), @textEn nvarchar(1000), @textRu nvarchar(1000), @url nvarchar(512), @signed decimal(18, 2);
  SELECT @isExternal = m.isExternal FROM dbo.pay_methods AS m WHERE m.code = @methodCode;
  BEGIN TRY
    BEGIN TRANSACTION;
    -- The client's row first, always: two payments of one client wait for each other here.
    SELECT @balance = c.balance, @points = c.points, @pointID = c.pointID, @clientUser = c.username, @referrerID = c.referredByID, @maxPointsPercent = l.maxPointsPercent,
      @canManage = a.canManage, @isOwn = a.isOwn
    FROM dbo.cl_clients AS c WITH (UPDLOCK)
    INNER JOIN dbo.cl_allowed(@username) AS a ON a.id = c.id
    INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
    WHERE c.id = @clientID;
    IF @orderID IS NOT NULL
      SELECT @debt = o.payable - o.paid, @payable = o.payable, @number = o.number, @pointID = o.pointID, @statusCode = s.code, @canManage = a.canManage
      FROM dbo.ord_orders AS o WITH (UPDLOCK)
      INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id
      INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID
      WHERE o.id = @orderID AND o.clientID = @clientID;
    IF @canManage IS NULL OR (@orderID IS NOT NULL AND @number IS NULL)
      SET @message = IIF(@lang = N'ru', N'Клиент или заказ не найден или недоступен вам.', N'The client or the order is not found or not open to you.');
    ELSE IF @isExternal IS NULL
      SET @message = IIF(@lang = N'ru', N'Выберите способ оплаты.', N'Choose a method of payment.');
    ELSE IF @canManage = 0 AND (ISNULL(@isOwn, 0) = 0 OR @isExternal = 1 OR @orderID IS NULL)
      SET @message = IIF(@lang = N'ru', N'Такую оплату отмечает менеджер точки.', N'Only the point''s manager marks this payment.');
    ELSE IF @amount IS NULL OR @amount <= 0
      SET @message = IIF(@lang = N'ru', N'Сумма должна быть больше нуля.', N'The amount must be more than zero.');
    ELSE IF @orderID IS NULL AND @isExternal = 0
      SET @message = IIF(@lang = N'ru', N'Баланс пополняется только деньгами.', N'A balance is topped up with money only.');
    ELSE IF @statusCode = N'cancelled'
      SET @message = IIF(@lang = N'ru', N'Заказ отменён.', N'The order is cancelled.');
    ELSE IF @orderID IS NOT NULL AND @amount > @debt
      SET @message = CONCAT(IIF(@lang = N'ru', N'Сумма больше остатка к оплате: ', N'The amount is more than is due: '), CONVERT(nvarchar(32), @debt), N'.');
    ELSE IF @methodCode = N'balance' AND @amount > @balance
      SET @message = CONCAT(IIF(@lang = N'ru', N'На балансе недостаточно денег: ', N'There is not enough on the balance: '), CONVERT(nvarchar(32), @balance), N'.');
    ELSE IF @methodCode = N'points'
    BEGIN
      SELECT @byPoints = ISNULL(SUM(p.amount), 0) FROM dbo.pay_payments AS p WHERE p.orderID = @orderID AND p.methodCode = N'points' AND p.isCancelled = 0;
      IF @amount > @points
        SET @message = CONCAT(IIF(@lang = N'ru', N'Баллов недостаточно: ', N'There are not enough points: '), CONVERT(nvarchar(32), @points), N'.');
      ELSE IF @byPoints + @amount > ROUND(@payable * @maxPointsPercent / 100, 2)
        SET @message = CONCAT(IIF(@lang = N'ru', N'Баллами можно оплатить не больше ', N'Points pay for at most '), CONVERT(nvarchar(32), CONVERT(decimal(18, 2), ROUND(@payable * @maxPointsPercent / 100, 2))), N'.');
    END;
    IF @message IS NOT NULL THROW 50422, @message, 1;

    INSERT INTO dbo.pay_payments (clientID, pointID, orderID, methodCode, amount, paidOn, comment, createdBy)
    VALUES (@clientID, @pointID, @orderID, @methodCode, @amount, ISNULL(@paidOn, CAST(SYSUTCDATETIME() AS date)), NULLIF(@comment, N''), @username);
    SET @paymentID = SCOPE_IDENTITY();
    IF @orderID IS NULL OR @methodCode = N'balance'
    BEGIN
      SELECT @kindCode = IIF(@orderID IS NULL, N'topUp', N'payment'), @signed = IIF(@orderID IS NULL, @amount, -@amount);
      INSERT INTO dbo.cl_balanceOperations (clientID, kindCode, amount, paymentID, comment, createdBy) VALUES (@clientID, @kindCode, @signed, @paymentID, @number, @username);
    END;
    IF @methodCode = N'points'
      INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, paymentID, comment, createdBy) VALUES (@clientID, N'writeOff', -@amount, @paymentID, @number, @username);
    IF @orderID IS NOT NULL AND @methodCode <> N'points'
    BEGIN
      EXEC dbo.cl_updateLevel @clientID = @clientID;
      SELECT @accrual = ROUND(@amount * l.accrualPercent / 100, 2) FROM dbo.cl_clients AS c INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID WHERE c.id = @clientID;
      IF @accrual > 0
        INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, paymentID, comment, createdBy) VALUES (@clientID, N'accrual', @accrual, @paymentID, @number, @username);
      SELECT @referral = ROUND(@amount * l.referralPercent / 100, 2) FROM dbo.cl_clients AS c INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID WHERE c.id = @referrerID AND c.isActive = 1;
      IF @referral > 0
        INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, paymentID, comment, createdBy) VALUES (@referrerID, N'referral', @referral, @paymentID, NULL, @username);
    END;
    SET @url = IIF(@orderID IS NULL, N'/my-balance', CONCAT(N'/order/', @orderID));
    SET @to = @clientUser;
    IF @isOwn = 1 SELECT @to = STRING_AGG(CAST(pm.username AS nvarchar(max)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID;
    SELECT
      @textEn = CONCAT(IIF(@orderID IS NULL, N'Balance topped up by ', CONCAT(N'Order ', @number, N': payment of ')), CONVERT(nvarchar(32), @amount), IIF(@accrual > 0, CONCAT(N', points +', CONVERT(nvarchar(32), @accrual)), N'')),
      @textRu = CONCAT(IIF(@orderID IS NULL, N'Баланс пополнен на ', CONCAT(N'Заказ ', @number, N': оплата ')), CONVERT(nvarchar(32), @amount), IIF(@accrual > 0, CONCAT(N', баллы +', CONVERT(nvarchar(32), @accrual)), N''));
    EXEC dbo.nt_send @to = @to, @textEn = @textEn, @textRu = @textRu, @typeCode = N'payment', @url = @url, @from = @username;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
