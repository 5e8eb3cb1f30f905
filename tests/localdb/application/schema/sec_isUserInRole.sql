-- 1 when the user is active and has the role.
CREATE OR ALTER FUNCTION dbo.sec_isUserInRole(@username nvarchar(64), @role varchar(32)) RETURNS bit
AS
BEGIN
  IF EXISTS (
    SELECT 1
    FROM dbo.as_users AS u
    JOIN dbo.as_userRoles AS ur ON ur.userID = u.id
    JOIN dbo.as_roles AS r ON r.id = ur.roleID
    WHERE u.username = @username AND u.isActive = 1 AND r.code = @role
  )
    RETURN 1;
  RETURN 0;
END;
GO
