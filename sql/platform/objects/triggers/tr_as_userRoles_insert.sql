-- INSERT INTO dbo.as_userRoles (userID, roleID) or (userID, roleCode), as ported procedures do. What is there already stays.
CREATE OR ALTER TRIGGER dbo.tr_as_userRoles_insert ON dbo.as_userRoles
INSTEAD OF INSERT
AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO platform.user_role (userID, roleCode)
  SELECT DISTINCT i.userID, r.code
  FROM inserted AS i
  JOIN platform.role AS r ON r.code = i.roleCode OR (i.roleCode IS NULL AND r.id = i.roleID)
  WHERE NOT EXISTS (SELECT 1 FROM platform.user_role AS ur WHERE ur.userID = i.userID AND ur.roleCode = r.code);
END;
GO
