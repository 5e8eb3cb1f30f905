-- Form `request`: a new request of the client, or a change of an own new one; tells the point's managers.
CREATE OR ALTER PROCEDURE dbo.[fm_request_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @clientID int = dbo.sec_clientID(@username), @serviceID int, @subject nvarchar(256), @description nvarchar(2000), @address nvarchar(256), @wishDate date, @rv varchar(18),
    @number nvarchar(24), @pointID int, @to nvarchar(max), @textEn nvarchar(1000), @textRu nvarchar(1000), @url nvarchar(512), @stale nvarchar(1000);
  SELECT @serviceID = TRY_CAST(MAX(CASE WHEN [Key] = N'serviceID' THEN NULLIF([Value], N'') END) AS int),
    @subject = TRY_CAST(MAX(CASE WHEN [Key] = N'subject' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @description = TRY_CAST(MAX(CASE WHEN [Key] = N'description' THEN NULLIF([Value], N'') END) AS nvarchar(2000)),
    @address = TRY_CAST(MAX(CASE WHEN [Key] = N'address' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @wishDate = TRY_CAST(MAX(CASE WHEN [Key] = N'wishDate' THEN NULLIF([Value], N'') END) AS date),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF @clientID IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заявки здесь пишет только клиент.', N'Only a client writes requests here.') AS Msg;
    RETURN;
  END;
  IF @id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.id = @id AND r.clientID = @clientID AND r.statusID = 21)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заявка не найдена или уже в работе.', N'The request is not found or is in work already.') AS Msg;
    RETURN;
  END;
  IF @subject IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Опишите в двух словах, что нужно.', N'Say in a few words what is needed.') AS Msg, N'subject' AS Field;
    RETURN;
  END;
  IF @serviceID IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.srv_services AS v WHERE v.id = @serviceID AND v.isActive = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такая услуга не оказывается.', N'This service is not offered.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NOT NULL
    BEGIN
      UPDATE dbo.srv_requests SET serviceID = @serviceID, subject = @subject, description = @description, address = @address, wishDate = @wishDate, updated = SYSUTCDATETIME()
      WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
      IF @@ROWCOUNT = 0
      BEGIN
        SET @stale = IIF(@lang = N'ru', N'Заявку за это время изменили: откройте её заново.', N'The request was changed meanwhile: open it again.');
        THROW 50409, @stale, 1;
      END;
    END
    ELSE
    BEGIN
      SELECT @pointID = c.pointID FROM dbo.cl_clients AS c WHERE c.id = @clientID;
      SELECT @number = CONCAT(N'S-', NEXT VALUE FOR dbo.srv_requestNumber);
      INSERT INTO dbo.srv_requests (number, clientID, pointID, serviceID, statusID, subject, description, address, wishDate, createdBy)
      VALUES (@number, @clientID, @pointID, @serviceID, 21, @subject, @description, @address, @wishDate, @username);
      SET @id = SCOPE_IDENTITY();
      SELECT @to = STRING_AGG(CAST(pm.username AS nvarchar(max)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID;
      SELECT @textEn = CONCAT(N'New request ', @number, N': ', @subject), @textRu = CONCAT(N'Новая заявка ', @number, N': ', @subject), @url = CONCAT(N'/request/', @id);
      EXEC dbo.nt_send @to = @to, @textEn = @textEn, @textRu = @textRu, @typeCode = N'request-new', @url = @url, @from = @username;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Заявка отправлена.', N'The request is sent.') AS Msg, @id AS itemID, CONCAT(N'/request/', @id) AS SuccessUrl;
END;
GO
