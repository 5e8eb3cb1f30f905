-- Creates an order from a JSON cart {clientID, comment, deadline, externalID, items: [{sku, qty} | {service, price, qty}]}; a repeated externalID gives the same order.
CREATE OR ALTER PROCEDURE dbo.ord_create @cart nvarchar(max), @username nvarchar(64), @orderID int = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @clientID int, @comment nvarchar(1000), @deadline date, @externalID uniqueidentifier, @pointID int, @number varchar(20), @missing nvarchar(max);
  SELECT @clientID = clientID, @comment = comment, @deadline = deadline, @externalID = externalID
  FROM OPENJSON(@cart) WITH (clientID int, comment nvarchar(1000), deadline date, externalID uniqueidentifier '$.externalID');

  SELECT @orderID = id FROM dbo.ord_orders WHERE externalID = @externalID;
  IF @@ROWCOUNT > 0 RETURN 0;

  SELECT @pointID = c.pointID FROM dbo.cl_clients AS c WHERE c.id = @clientID AND c.isDeleted = 0;
  IF @pointID IS NULL THROW 50003, N'Клиент не найден.', 1;

  DECLARE @items TABLE (ord int NOT NULL PRIMARY KEY, sku varchar(32), service nvarchar(256), qty decimal(12, 3), price decimal(18, 2), productID int);
  INSERT INTO @items (ord, sku, service, qty, price)
  SELECT CAST(j.[key] AS int) + 1, i.sku, i.service, ISNULL(i.qty, 1), i.price
  FROM OPENJSON(@cart, '$.items') AS j
  CROSS APPLY OPENJSON(j.value) WITH (sku varchar(32), service nvarchar(256), qty decimal(12, 3), price decimal(18, 2)) AS i;
  IF @@ROWCOUNT = 0 THROW 50004, N'В заказе нет позиций.', 1;

  UPDATE i SET productID = p.id, price = pr.price
  FROM @items AS i
  INNER JOIN dbo.prd_products AS p ON p.sku = i.sku AND p.isActive = 1
  CROSS APPLY dbo.prd_priceAt(p.id, @pointID, CAST(dbo.as_now() AS date)) AS pr;

  SELECT @missing = STRING_AGG(sku, ', ') WITHIN GROUP (ORDER BY ord) FROM @items WHERE sku IS NOT NULL AND productID IS NULL;
  IF @missing IS NOT NULL
  BEGIN
    DECLARE @message nvarchar(2048) = FORMATMESSAGE(N'Нет товаров: %s.', @missing);
    THROW 50005, @message, 1;
  END;

  BEGIN TRY
    BEGIN TRANSACTION;
    EXEC dbo.ord_getNextNumber @pointID, @number OUTPUT;
    INSERT INTO dbo.ord_orders (number, clientID, pointID, comment, deadline, externalID, createdBy, discountPercent)
    SELECT @number, c.id, c.pointID, @comment, @deadline, @externalID, @username, c.discountPercent FROM dbo.cl_clients AS c WHERE c.id = @clientID;
    SET @orderID = SCOPE_IDENTITY();
    INSERT INTO dbo.ord_orderItems (orderID, productID, serviceName, qty, price, ord)
    SELECT @orderID, productID, IIF(productID IS NULL, service, NULL), SUM(qty), MAX(price), MIN(ord)
    FROM @items
    GROUP BY productID, IIF(productID IS NULL, service, NULL);
    DECLARE @payload nvarchar(max) = (SELECT N'role:manager' AS [to], N'Новый заказ ' + @number AS [text], @orderID AS [data.orderID] FOR JSON PATH, WITHOUT_ARRAY_WRAPPER);
    EXEC dbo.as_outbox_add 'notification', @payload;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF XACT_STATE() <> 0 ROLLBACK TRANSACTION;
    DECLARE @text nvarchar(max) = CONCAT(ERROR_PROCEDURE(), N':', ERROR_LINE(), N' ', ERROR_MESSAGE());
    EXEC dbo.as_trace_add 'exception', N'ord_create', @text, @username;
    THROW;
  END CATCH;
END;
GO
