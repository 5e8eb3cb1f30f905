-- Moves an order or a request to a status when the way allows it for this user; tells the other side. No result set: a refusal is THROWn. Callers: en_*_setStatus, crud_orders_updateField, crud_orders_operation, crud_requests_operation.
CREATE OR ALTER PROCEDURE dbo.[ord_changeStatus]
  @entityCode nvarchar(16),
  @itemID int,
  @status nvarchar(32),
  @comment nvarchar(1000),
  @isLogged bit,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @fromID int, @fromCode nvarchar(32), @toID int, @canManage bit, @isOwn bit, @number nvarchar(24), @clientUser nvarchar(64), @pointID int, @paid decimal(18, 2),
    @message nvarchar(1000), @nameEn nvarchar(64), @nameRu nvarchar(64), @to nvarchar(max), @textEn nvarchar(1000), @textRu nvarchar(1000), @url nvarchar(512);
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @entityCode = N'order'
      SELECT @fromID = o.statusID, @number = o.number, @pointID = o.pointID, @paid = o.paid, @clientUser = c.username, @canManage = a.canManage, @isOwn = a.isOwn
      FROM dbo.ord_orders AS o WITH (UPDLOCK)
      INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id
      INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
      WHERE o.id = @itemID;
    ELSE
      SELECT @fromID = r.statusID, @number = r.number, @pointID = r.pointID, @paid = 0, @clientUser = c.username, @canManage = a.canManage, @isOwn = a.isOwn
      FROM dbo.srv_requests AS r WITH (UPDLOCK)
      INNER JOIN dbo.srv_allowed(@username) AS a ON a.id = r.id
      INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID
      WHERE r.id = @itemID;
    IF @fromID IS NULL
    BEGIN
      SET @message = IIF(@lang = N'ru', N'Запись не найдена или недоступна вам.', N'The record is not found or not open to you.');
      THROW 50404, @message, 1;
    END;
    SELECT @toID = s.id, @nameEn = s.nameEn, @nameRu = s.nameRu FROM dbo.ord_statuses AS s WHERE s.entityCode = @entityCode AND s.code = @status;
    SELECT @fromCode = s.code FROM dbo.ord_statuses AS s WHERE s.id = @fromID;
    IF NOT EXISTS (
      SELECT 1 FROM dbo.ord_statusTransitions AS t
      WHERE t.fromID = @fromID AND t.toID = @toID AND ((t.forManager = 1 AND @canManage = 1) OR (t.forClient = 1 AND @isOwn = 1))
    )
    BEGIN
      SET @message = IIF(@lang = N'ru', N'Такая смена статуса не разрешена.', N'This change of status is not allowed.');
      THROW 50409, @message, 1;
    END;
    IF @status = N'cancelled' AND @paid > 0
    BEGIN
      SET @message = IIF(@lang = N'ru', N'По заказу есть оплаты: сначала отмените их.', N'The order has payments: cancel them first.');
      THROW 50409, @message, 1;
    END;
    IF @entityCode = N'order'
      UPDATE dbo.ord_orders
      SET statusID = @toID, updated = SYSUTCDATETIME(),
        closed = CASE WHEN @status IN (N'handedOver', N'cancelled') THEN SYSUTCDATETIME() END,
        managerUsername = CASE WHEN @canManage = 1 THEN ISNULL(managerUsername, @username) ELSE managerUsername END
      WHERE id = @itemID;
    ELSE
      UPDATE dbo.srv_requests SET statusID = @toID, updated = SYSUTCDATETIME() WHERE id = @itemID;
    IF @isLogged = 1
      INSERT INTO platform.status_log (entityCode, itemID, fromStatus, toStatus, comment, createdBy)
      VALUES (@entityCode, CAST(@itemID AS nvarchar(64)), @fromCode, @status, NULLIF(@comment, N''), @username);
    SET @url = CONCAT(N'/', @entityCode, N'/', @itemID);
    SET @to = @clientUser;
    IF @isOwn = 1 SELECT @to = STRING_AGG(CAST(pm.username AS nvarchar(max)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID;
    SELECT
      @textEn = CONCAT(IIF(@entityCode = N'order', N'Order ', N'Request '), @number, N': ', LOWER(@nameEn)),
      @textRu = CONCAT(IIF(@entityCode = N'order', N'Заказ ', N'Заявка '), @number, N': ', LOWER(@nameRu));
    EXEC dbo.nt_send @to = @to, @textEn = @textEn, @textRu = @textRu, @typeCode = N'order-status', @url = @url, @from = @username;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
