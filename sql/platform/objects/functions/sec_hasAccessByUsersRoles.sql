-- Access by comma lists of users and roles: `all` lets everybody in, `*` every active user. An unknown or switched-off user has access
-- by `all` only.
CREATE OR ALTER FUNCTION dbo.sec_hasAccessByUsersRoles(@username nvarchar(64), @users nvarchar(max), @roles nvarchar(max)) RETURNS bit
AS
BEGIN
  IF EXISTS (SELECT 1 FROM dbo.split(@roles, N',') AS p WHERE p.value = N'all')
    RETURN 1;
  IF NOT EXISTS (SELECT 1 FROM platform.[user] AS u WHERE u.username = @username AND u.isActive = 1)
    RETURN 0;
  IF EXISTS (SELECT 1 FROM dbo.split(@roles, N',') AS p WHERE p.value = N'*')
    RETURN 1;
  IF EXISTS (SELECT 1 FROM dbo.split(@users, N',') AS p WHERE p.value = @username)
    RETURN 1;
  IF EXISTS (
    SELECT 1
    FROM platform.[user] AS u
    JOIN platform.user_role AS ur ON ur.userID = u.id
    JOIN platform.role AS r ON r.code = ur.roleCode AND r.isActive = 1
    JOIN dbo.split(@roles, N',') AS p ON p.value = r.code
    WHERE u.username = @username
  )
    RETURN 1;
  RETURN 0;
END;
GO
