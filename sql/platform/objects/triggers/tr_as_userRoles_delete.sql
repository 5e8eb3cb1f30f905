-- DELETE FROM dbo.as_userRoles takes the membership away.
CREATE OR ALTER TRIGGER dbo.tr_as_userRoles_delete ON dbo.as_userRoles
INSTEAD OF DELETE
AS
BEGIN
  SET NOCOUNT ON;
  DELETE ur
  FROM platform.user_role AS ur
  JOIN deleted AS d ON d.userID = ur.userID AND d.roleCode = ur.roleCode;
END;
GO
