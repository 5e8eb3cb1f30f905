-- Access by comma lists of users and roles; all lets everybody in, * every known user.
CREATE OR ALTER FUNCTION dbo.sec_hasAccessByUsersRoles(@username nvarchar(64), @users nvarchar(max), @roles nvarchar(max)) RETURNS bit
AS
BEGIN
  DECLARE @result bit = 0;
  SELECT @result = 1 FROM dbo.split(@roles, N',') AS p WHERE p.value = N'all';
  IF @result = 1 RETURN @result;
  SELECT @result = CASE
    WHEN EXISTS (SELECT 1 FROM dbo.split(@users, N',') AS p WHERE p.value = @username) THEN 1
    WHEN EXISTS (SELECT 1 FROM dbo.split(@roles, N',') AS p WHERE p.value = N'*' AND EXISTS (SELECT * FROM dbo.as_users WHERE username = @username)) THEN 1
    WHEN EXISTS (SELECT 1 FROM dbo.split(@roles, N',') AS p WHERE dbo.sec_isUserInRole(@username, p.value) = 1) THEN 1
    ELSE 0
  END;
  RETURN @result;
END;
GO
