-- Table `order-items`: qty (and the price of a service) while the order is not closed; the manager only.
CREATE OR ALTER PROCEDURE dbo.[crud_order-items_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @number decimal(12, 3) = TRY_CAST(@value AS decimal(12, 3)), @serviceID int, @orderID int;
  SELECT @orderID = i.orderID, @serviceID = i.serviceID
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
  IF @number IS NULL OR @number < 0 OR (@field = N'qty' AND (@number = 0 OR @number > 9999))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Введите число от 1 до 9999.', N'Give a number from 1 to 9999.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'qty', N'price') OR (@field = N'price' AND @serviceID IS NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Цена товара берётся из каталога.', N'The price of a product comes from the catalogue.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.ord_orderItems SET qty = IIF(@field = N'qty', @number, qty), price = IIF(@field = N'price', CAST(@number AS decimal(18, 2)), price) WHERE id = @id;
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
