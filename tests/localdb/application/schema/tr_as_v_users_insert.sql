-- Creates a user with roles through the view.
CREATE OR ALTER TRIGGER dbo.tr_as_v_users_insert ON dbo.as_v_users
INSTEAD OF INSERT
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @new TABLE (id int, username nvarchar(64));
  INSERT INTO dbo.as_users (username, fullName, email, pointID)
  OUTPUT inserted.id, inserted.username INTO @new (id, username)
  SELECT username, ISNULL(fullName, username), email, pointID FROM inserted;
  INSERT INTO dbo.as_userRoles (userID, roleID)
  SELECT DISTINCT n.id, r.id
  FROM inserted AS i
  JOIN @new AS n ON n.username = i.username
  CROSS APPLY dbo.split(i.roles, N',') AS p
  JOIN dbo.as_roles AS r ON r.code = p.value COLLATE DATABASE_DEFAULT;
END;
GO
