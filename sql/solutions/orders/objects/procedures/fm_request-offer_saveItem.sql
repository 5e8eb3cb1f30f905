-- Form `request-offer`: saves service and price and, from a request in work, offers it to the client.
CREATE OR ALTER PROCEDURE dbo.[fm_request-offer_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @serviceID int, @price decimal(18, 2), @wishDate date, @statusCode nvarchar(32);
  SELECT @serviceID = TRY_CAST(MAX(CASE WHEN [Key] = N'serviceID' THEN NULLIF([Value], N'') END) AS int),
    @price = TRY_CAST(MAX(CASE WHEN [Key] = N'price' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @wishDate = TRY_CAST(MAX(CASE WHEN [Key] = N'wishDate' THEN NULLIF([Value], N'') END) AS date)
  FROM @parameters;
  SELECT @statusCode = s.code
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  WHERE a.id = @id AND a.canManage = 1;
  IF @statusCode IS NULL OR @statusCode IN (N'ordered', N'rejected')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заявка не найдена, недоступна вам или закрыта.', N'The request is not found, not open to you or closed.') AS Msg;
    RETURN;
  END;
  IF @price IS NULL OR @price < 0 OR NOT EXISTS (SELECT 1 FROM dbo.srv_services AS v WHERE v.id = @serviceID AND v.isActive = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите услугу и цену.', N'Give the service and its price.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.srv_requests SET serviceID = @serviceID, price = @price, wishDate = ISNULL(@wishDate, wishDate), updated = SYSUTCDATETIME() WHERE id = @id;
    IF @statusCode = N'new' EXEC dbo.ord_changeStatus @entityCode = N'request', @itemID = @id, @status = N'inWork', @comment = NULL, @isLogged = 1, @username = @username, @lang = @lang;
    IF @statusCode <> N'offered' EXEC dbo.ord_changeStatus @entityCode = N'request', @itemID = @id, @status = N'offered', @comment = NULL, @isLogged = 1, @username = @username, @lang = @lang;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Цена предложена клиенту.', N'The price is offered to the client.') AS Msg, @id AS itemID, N'as-block-request,as-entity-request' AS RefreshContainer;
END;
GO
