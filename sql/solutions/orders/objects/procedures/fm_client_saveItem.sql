-- Form `client`: a new client or a change; a manager only within the own points.
CREATE OR ALTER PROCEDURE dbo.[fm_client_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @name nvarchar(128), @company nvarchar(128), @phone nvarchar(32), @email nvarchar(128), @address nvarchar(256), @notes nvarchar(1000), @pointID int, @isActive bit,
    @referredByCode nvarchar(16), @referredByID int, @rv varchar(18), @stale nvarchar(1000), @code nvarchar(16);
  SELECT @name = TRY_CAST(MAX(CASE WHEN [Key] = N'name' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @company = TRY_CAST(MAX(CASE WHEN [Key] = N'company' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @phone = TRY_CAST(MAX(CASE WHEN [Key] = N'phone' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @email = TRY_CAST(MAX(CASE WHEN [Key] = N'email' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @address = TRY_CAST(MAX(CASE WHEN [Key] = N'address' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @notes = TRY_CAST(MAX(CASE WHEN [Key] = N'notes' THEN NULLIF([Value], N'') END) AS nvarchar(1000)),
    @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @referredByCode = TRY_CAST(MAX(CASE WHEN [Key] = N'referredByCode' THEN NULLIF([Value], N'') END) AS nvarchar(16)),
    @rv = MAX(CASE WHEN [Key] = N'rv' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF @id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.cl_allowed(@username) AS a WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиент не найден или недоступен вам.', N'The client is not found or not open to you.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID = @pointID AND s.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Выберите одну из своих точек.', N'Choose one of your points.') AS Msg, N'pointID' AS Field;
    RETURN;
  END;
  IF @name IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите имя.', N'Give the name.') AS Msg, N'name' AS Field;
    RETURN;
  END;
  IF @referredByCode IS NOT NULL
  BEGIN
    SELECT @referredByID = c.id FROM dbo.cl_clients AS c WHERE c.referralCode = @referredByCode AND c.id <> ISNULL(@id, 0);
    IF @referredByID IS NULL
    BEGIN
      SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиента с таким кодом нет.', N'There is no client with this code.') AS Msg, N'referredByCode' AS Field;
      RETURN;
    END;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NOT NULL
    BEGIN
      UPDATE dbo.cl_clients
      SET name = @name, company = @company, phone = @phone, email = @email, address = @address, notes = @notes, pointID = @pointID, isActive = ISNULL(@isActive, isActive), referredByID = @referredByID, updated = SYSUTCDATETIME()
      WHERE id = @id AND (@rv IS NULL OR CONVERT(varchar(18), CONVERT(binary(8), rv), 1) = @rv);
      IF @@ROWCOUNT = 0
      BEGIN
        SET @stale = IIF(@lang = N'ru', N'Клиента за это время изменили: откройте заново.', N'The client was changed meanwhile: open it again.');
        THROW 50409, @stale, 1;
      END;
    END
    ELSE
    BEGIN
      -- The code has to be there at once; it becomes the final one when the id is known.
      SET @code = LEFT(REPLACE(CAST(NEWID() AS nvarchar(36)), N'-', N''), 16);
      INSERT INTO dbo.cl_clients (pointID, levelID, name, company, phone, email, address, notes, referralCode, referredByID, createdBy)
      SELECT TOP (1) @pointID, l.id, @name, @company, @phone, @email, @address, @notes, @code, @referredByID, @username FROM dbo.cl_levels AS l ORDER BY l.minTurnover;
      SET @id = SCOPE_IDENTITY();
      UPDATE dbo.cl_clients SET referralCode = CONCAT(N'PRG', 10000 + id) WHERE id = @id;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Клиент сохранён.', N'The client is saved.') AS Msg, @id AS itemID, N'as-table-clients,as-block-client' AS RefreshContainer;
END;
GO
