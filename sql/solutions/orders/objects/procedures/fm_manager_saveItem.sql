-- Form `manager`: a new manager without a password (who sets one by "forgotten password") or a change; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[fm_manager_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = NULLIF(TRY_CAST(@itemID AS int), 0), @login nvarchar(64), @displayName nvarchar(128), @email nvarchar(256), @phone nvarchar(32), @userLang nvarchar(2), @isActive bit, @points nvarchar(max);
  SELECT @login = TRY_CAST(MAX(CASE WHEN [Key] = N'login' THEN NULLIF([Value], N'') END) AS nvarchar(64)),
    @displayName = TRY_CAST(MAX(CASE WHEN [Key] = N'displayName' THEN NULLIF([Value], N'') END) AS nvarchar(128)),
    @email = TRY_CAST(MAX(CASE WHEN [Key] = N'email' THEN NULLIF([Value], N'') END) AS nvarchar(256)),
    @phone = TRY_CAST(MAX(CASE WHEN [Key] = N'phone' THEN NULLIF([Value], N'') END) AS nvarchar(32)),
    @userLang = TRY_CAST(MAX(CASE WHEN [Key] = N'userLang' THEN NULLIF([Value], N'') END) AS nvarchar(2)),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @points = MAX(CASE WHEN [Key] = N'points' THEN NULLIF([Value], N'') END)
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @id IS NOT NULL SELECT @login = (SELECT u.username FROM platform.[user] AS u INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'manager' WHERE u.id = @id);
  IF @login IS NULL OR @displayName IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Укажите логин и имя.', N'Give the sign-in name and the name.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM platform.[user] AS u WHERE u.username = @login AND u.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот логин занят.', N'This sign-in name is taken.') AS Msg, N'login' AS Field;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM platform.[user] AS u WHERE u.email = @email AND u.id <> ISNULL(@id, 0))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот адрес уже у другого пользователя.', N'Another user has this address.') AS Msg, N'email' AS Field;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM platform.user_role AS ur WHERE ur.userID = @id AND ur.roleCode IN (N'supervisor', N'developer'))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Этого пользователя меняет разработчик.', N'This user is changed by a developer.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF @id IS NULL
    BEGIN
      INSERT INTO platform.[user] (username, displayName, email, phone, lang, isActive) VALUES (@login, @displayName, @email, @phone, CASE WHEN @userLang IN (N'en', N'ru') THEN @userLang ELSE N'ru' END, ISNULL(@isActive, 1));
      SET @id = SCOPE_IDENTITY();
      INSERT INTO platform.user_role (userID, roleCode) VALUES (@id, N'manager');
    END
    ELSE
      UPDATE platform.[user] SET displayName = @displayName, email = @email, phone = @phone, lang = CASE WHEN @userLang IN (N'en', N'ru') THEN @userLang ELSE lang END, isActive = ISNULL(@isActive, isActive) WHERE id = @id;
    DELETE FROM dbo.ref_pointManagers WHERE username = @login AND pointID NOT IN (SELECT p.id FROM dbo.ref_points AS p INNER JOIN STRING_SPLIT(ISNULL(@points, N''), N',') AS v ON TRY_CAST(v.value AS int) = p.id);
    INSERT INTO dbo.ref_pointManagers (pointID, username)
    SELECT p.id, @login
    FROM dbo.ref_points AS p
    WHERE p.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(ISNULL(@points, N''), N',') AS v) AND NOT EXISTS (SELECT 1 FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = p.id AND pm.username = @login);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Менеджер сохранён.', N'The manager is saved.') AS Msg, @id AS itemID, N'as-table-managers' AS RefreshContainer;
END;
GO
