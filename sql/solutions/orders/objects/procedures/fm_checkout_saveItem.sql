-- Form `checkout`: makes an order of the cart (prices from the catalogue, never from the browser), pays with points if wished, empties the cart, tells the managers of the point. A repeated externalID gives the same order.
CREATE OR ALTER PROCEDURE dbo.[fm_checkout_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @pointID int, @orderID int, @number nvarchar(24), @deliveryCode nvarchar(16), @address nvarchar(256), @comment nvarchar(1000), @deadline date,
    @points decimal(18, 2), @externalID nvarchar(64), @paymentID int, @to nvarchar(max), @textEn nvarchar(1000), @textRu nvarchar(1000), @url nvarchar(512), @message nvarchar(1000);
  SELECT @deliveryCode = MAX(CASE WHEN [Key] = N'deliveryCode' THEN NULLIF([Value], N'') END),
    @address = TRY_CAST(MAX(CASE WHEN [Key] = N'address' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @comment = TRY_CAST(MAX(CASE WHEN [Key] = N'comment' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @deadline = TRY_CAST(MAX(CASE WHEN [Key] = N'deadline' THEN NULLIF([Value], N'') END) AS date),
    @points = TRY_CAST(MAX(CASE WHEN [Key] = N'points' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @externalID = TRY_CAST(MAX(CASE WHEN [Key] = N'externalID' THEN NULLIF([Value], N'') END) AS nvarchar(64))
  FROM @parameters;
  IF @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказывает здесь только клиент.', N'Only a client orders here.') AS Msg;
    RETURN;
  END;
  IF @externalID IS NOT NULL SELECT @orderID = o.id FROM dbo.ord_orders AS o WHERE o.clientID = @clientID AND o.externalID = @externalID;
  IF @orderID IS NOT NULL
  BEGIN
    SELECT 1 AS Result, N'' AS Msg, @orderID AS itemID, CONCAT(N'/order/', @orderID) AS SuccessUrl;
    RETURN;
  END;
  IF ISNULL(@deliveryCode, N'') NOT IN (N'pickup', N'courier')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Выберите способ получения.', N'Choose the way of delivery.') AS Msg;
    RETURN;
  END;
  IF @deliveryCode = N'courier' AND @address IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите адрес для курьера.', N'Give the address for the courier.') AS Msg, N'address' AS Field;
    RETURN;
  END;
  IF @deadline < CAST(SYSUTCDATETIME() AS date)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Эта дата уже прошла.', N'The date is in the past.') AS Msg, N'deadline' AS Field;
    RETURN;
  END;
  IF @points < 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Баллы не могут быть меньше нуля.', N'Points cannot be negative.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    -- The client's row is the lock of the cart: two clicks make one order.
    SELECT @pointID = c.pointID FROM dbo.cl_clients AS c WITH (UPDLOCK) WHERE c.id = @clientID;
    IF NOT EXISTS (
      SELECT 1 FROM dbo.ord_cartItems AS ci
      INNER JOIN dbo.prd_variants AS v ON v.id = ci.variantID AND v.isActive = 1
      INNER JOIN dbo.prd_products AS p ON p.id = ci.productID AND p.isActive = 1
      WHERE ci.clientID = @clientID
    )
    BEGIN
      SET @message = IIF(@lang = N'ru', N'Корзина пуста.', N'The cart is empty.');
      THROW 50422, @message, 1;
    END;
    SELECT @number = CONCAT(p.code, N'-', NEXT VALUE FOR dbo.ord_orderNumber) FROM dbo.ref_points AS p WHERE p.id = @pointID;
    INSERT INTO dbo.ord_orders (number, clientID, pointID, statusID, deliveryCode, address, comment, deadline, externalID, createdBy)
    VALUES (@number, @clientID, @pointID, 1, @deliveryCode, @address, @comment, @deadline, @externalID, @username);
    SET @orderID = SCOPE_IDENTITY();
    INSERT INTO dbo.ord_orderItems (orderID, productID, variantID, nameEn, nameRu, qty, price, ord)
    SELECT @orderID, p.id, v.id, p.nameEn, p.nameRu, ci.qty, CONVERT(decimal(18, 2), ROUND(p.price * v.factor, 2)), ROW_NUMBER() OVER (ORDER BY ci.id) * 10
    FROM dbo.ord_cartItems AS ci
    INNER JOIN dbo.prd_variants AS v ON v.id = ci.variantID AND v.isActive = 1
    INNER JOIN dbo.prd_products AS p ON p.id = ci.productID AND p.isActive = 1
    WHERE ci.clientID = @clientID;
    DELETE FROM dbo.ord_cartItems WHERE clientID = @clientID;
    IF @points > 0
      EXEC dbo.pay_add @clientID = @clientID, @orderID = @orderID, @methodCode = N'points', @amount = @points, @paidOn = NULL, @comment = NULL, @username = @username, @lang = @lang, @paymentID = @paymentID OUTPUT;
    SELECT @to = STRING_AGG(CAST(pm.username AS nvarchar(max)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID;
    SELECT @textEn = CONCAT(N'New order ', @number), @textRu = CONCAT(N'Новый заказ ', @number), @url = CONCAT(N'/order/', @orderID);
    EXEC dbo.nt_send @to = @to, @textEn = @textEn, @textRu = @textRu, @typeCode = N'order-new', @url = @url, @from = @username;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Заказ отправлен: ', N'Order sent: '), @number) AS Msg, @orderID AS itemID, CONCAT(N'/order/', @orderID) AS SuccessUrl;
END;
GO
