-- Form `order`: saves deadline, manager, delivery, comment, discount; refuses when somebody saved in between.
CREATE OR ALTER PROCEDURE dbo.[fm_order_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @deadline date, @managerUsername nvarchar(64), @deliveryCode nvarchar(16), @address nvarchar(256), @comment nvarchar(1000), @discountPercent decimal(5, 2), @rv varchar(18);
  SELECT @deadline = TRY_CAST(MAX(CASE WHEN [Key] = N'deadline' THEN NULLIF([Value], N'') END) AS date),
    @managerUsername = MAX(CASE WHEN [Key] = N'managerUsername' THEN NULLIF([Value], N'') END),
    @deliveryCode = MAX(CASE WHEN [Key] = N'deliveryCode' THEN NULLIF([Value], N'') END),
    @address = TRY_CAST(MAX(CASE WHEN [Key] = N'address' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @comment = TRY_CAST(MAX(CASE WHEN [Key] = N'comment' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @discountPercent = TRY_CAST(MAX(CASE WHEN [Key] = N'discountPercent' THEN NULLIF([Value], N'') END) AS decimal(5, 2)),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id AND o.isFinal = 0 WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден, недоступен вам или закрыт.', N'The order is not found, not open to you or closed.') AS Msg;
    RETURN;
  END;
  IF @managerUsername IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID WHERE o.id = @id AND pm.username = @managerUsername)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот менеджер не обслуживает точку заказа.', N'This manager does not serve the order''s point.') AS Msg;
    RETURN;
  END;
  IF @deliveryCode = N'courier' AND @address IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите адрес для курьера.', N'Give the address for the courier.') AS Msg, N'address' AS Field;
    RETURN;
  END;
  IF @discountPercent NOT BETWEEN 0 AND 50
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Скидка от 0 до 50 %.', N'A discount is from 0 to 50 %.') AS Msg, N'discountPercent' AS Field;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.ord_orders
    SET deadline = @deadline, managerUsername = @managerUsername, deliveryCode = CASE WHEN @deliveryCode IN (N'pickup', N'courier') THEN @deliveryCode ELSE deliveryCode END,
      address = @address, comment = @comment, discountPercent = ISNULL(@discountPercent, discountPercent), updated = SYSUTCDATETIME()
    WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
    IF @@ROWCOUNT = 0
    BEGIN
      DECLARE @stale nvarchar(1000) = IIF(@lang = N'ru', N'Заказ за это время изменили: откройте его заново.', N'The order was changed meanwhile: open it again.');
      THROW 50409, @stale, 1;
    END;
    IF EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = @id AND o.paid > o.payable)
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
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Заказ сохранён.', N'The order is saved.') AS Msg, @id AS itemID, N'as-block-order' AS RefreshContainer;
END;
GO
