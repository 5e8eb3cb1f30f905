-- Form `registration-client`: the new user's client record at the chosen point, with the welcome points. Runs on behalf of the new user.
CREATE OR ALTER PROCEDURE dbo.[fm_registration-client_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int, @pointID int, @name nvarchar(128), @email nvarchar(128), @phone nvarchar(32), @company nvarchar(128), @referredByCode nvarchar(16), @referredByID int, @code nvarchar(16), @welcome decimal(18, 2);
  SELECT @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int),
    @phone = TRY_CAST(MAX(CASE WHEN [Key] = N'phone' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @company = TRY_CAST(MAX(CASE WHEN [Key] = N'company' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @referredByCode = TRY_CAST(MAX(CASE WHEN [Key] = N'referredByCode' THEN NULLIF([Value], N'') END) AS nvarchar(16))
  FROM @parameters;
  -- Name and address are those of the account, not of the request.
  SELECT @name = LEFT(ISNULL(NULLIF(u.displayName, N''), u.username), 128), @email = LEFT(u.email, 128)
  FROM platform.[user] AS u
  INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'client'
  WHERE u.username = @username;
  IF @name IS NULL OR EXISTS (SELECT 1 FROM dbo.cl_clients AS c WHERE c.username = @username)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Так зарегистрироваться нельзя.', N'You cannot register like this.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM dbo.ref_points AS p WHERE p.id = @pointID AND p.isActive = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Выберите точку.', N'Choose a point.') AS Msg, N'pointID' AS Field;
    RETURN;
  END;
  IF @referredByCode IS NOT NULL
  BEGIN
    SELECT @referredByID = c.id FROM dbo.cl_clients AS c WHERE c.referralCode = @referredByCode;
    IF @referredByID IS NULL
    BEGIN
      SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиента с таким кодом нет.', N'There is no client with this code.') AS Msg, N'referredByCode' AS Field;
      RETURN;
    END;
  END;
  SET @welcome = ISNULL(TRY_CAST(dbo.as_getSetting(N'orders-welcomePoints') AS decimal(18, 2)), 100);
  BEGIN TRY
    BEGIN TRANSACTION;
    -- The code has to be there at once; it becomes the final one when the id is known.
    SET @code = LEFT(REPLACE(CAST(NEWID() AS nvarchar(36)), N'-', N''), 16);
    INSERT INTO dbo.cl_clients (username, pointID, levelID, name, company, phone, email, referralCode, referredByID, createdBy)
    SELECT TOP (1) @username, @pointID, l.id, @name, @company, @phone, @email, @code, @referredByID, @username FROM dbo.cl_levels AS l ORDER BY l.minTurnover;
    SET @id = SCOPE_IDENTITY();
    UPDATE dbo.cl_clients SET referralCode = CONCAT(N'PRG', 10000 + id) WHERE id = @id;
    IF @welcome > 0
      INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, createdBy) VALUES (@id, N'welcome', @welcome, @username);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Добро пожаловать.', N'Welcome.') AS Msg, @id AS itemID;
END;
GO
