-- Falcon sign-up: unique names, hashed passwords with a salt, roles, the first result with Msg and Result
CREATE TABLE dbo.as_users (id int IDENTITY PRIMARY KEY, username nvarchar(32) NOT NULL UNIQUE, salt uniqueidentifier NOT NULL DEFAULT NEWID(), hash_ varbinary(64) NULL);
CREATE TABLE dbo.as_userRoles (userID int NOT NULL, role varchar(20) NOT NULL, PRIMARY KEY (userID, role));
GO
CREATE PROCEDURE dbo.as_signup @username nvarchar(32), @password nvarchar(64), @roles nvarchar(100) = N'client' AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF LEN(@password) < 6 BEGIN SELECT 0 AS Result, N'Пароль короче 6 символов' AS Msg; RETURN; END
  BEGIN TRY
    BEGIN TRAN;
    DECLARE @new TABLE (id int);
    INSERT INTO dbo.as_users (username) OUTPUT inserted.id INTO @new VALUES (LOWER(LTRIM(RTRIM(@username))));
    UPDATE u SET hash_ = HASHBYTES('SHA2_512', CONCAT(@password, CAST(u.salt AS nvarchar(36)))) FROM dbo.as_users AS u JOIN @new AS n ON n.id = u.id;
    INSERT INTO dbo.as_userRoles SELECT n.id, LTRIM(s.value) FROM @new AS n CROSS APPLY STRING_SPLIT(@roles, ',') AS s;
    COMMIT;
    SELECT 1 AS Result, N'' AS Msg;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK;
    SELECT 0 AS Result, CASE WHEN ERROR_NUMBER() IN (2601, 2627) THEN N'Имя занято' ELSE ERROR_MESSAGE() END AS Msg;
  END CATCH
END
GO
CREATE FUNCTION dbo.as_isPassword (@username nvarchar(32), @password nvarchar(64)) RETURNS bit AS
BEGIN
  RETURN ISNULL((SELECT CASE WHEN hash_ = HASHBYTES('SHA2_512', CONCAT(@password, CAST(salt AS nvarchar(36)))) THEN 1 ELSE 0 END FROM dbo.as_users WHERE username = @username), 0);
END
GO
EXEC dbo.as_signup N' Olga ', N'секрет-1', N'manager, admin';
EXEC dbo.as_signup N'OLGA', N'секрет-2';
EXEC dbo.as_signup N'petr', N'123';
SELECT u.username, DATALENGTH(u.hash_) AS bytes, STRING_AGG(r.role, '+') WITHIN GROUP (ORDER BY r.role) AS roles FROM dbo.as_users AS u JOIN dbo.as_userRoles AS r ON r.userID = u.id GROUP BY u.username, u.hash_;
SELECT dbo.as_isPassword(N'olga', N'секрет-1') AS good, dbo.as_isPassword(N'olga', N'Секрет-1') AS bad, dbo.as_isPassword(N'none', N'x') AS none;
