-- 1 when the user is active and has the role, and the role is not switched off.
CREATE OR ALTER FUNCTION dbo.sec_isUserInRole(@username nvarchar(64), @role nvarchar(64)) RETURNS bit
AS
BEGIN
  IF EXISTS (
    SELECT 1
    FROM platform.[user] AS u
    JOIN platform.user_role AS ur ON ur.userID = u.id
    JOIN platform.role AS r ON r.code = ur.roleCode
    WHERE u.username = @username AND u.isActive = 1 AND r.code = @role AND r.isActive = 1
  )
    RETURN 1;
  RETURN 0;
END;
GO
