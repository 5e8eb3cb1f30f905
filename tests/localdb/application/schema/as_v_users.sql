-- Users with their roles as one text.
CREATE OR ALTER VIEW dbo.as_v_users
AS
SELECT u.id, u.username, u.fullName, u.email, u.pointID, u.isActive,
  (SELECT STRING_AGG(CAST(r.code AS nvarchar(max)), N',') WITHIN GROUP (ORDER BY r.code)
   FROM dbo.as_userRoles AS ur JOIN dbo.as_roles AS r ON r.id = ur.roleID WHERE ur.userID = u.id) AS roles,
  STUFF((SELECT ', ' + r.name FROM dbo.as_userRoles AS ur JOIN dbo.as_roles AS r ON r.id = ur.roleID
         WHERE ur.userID = u.id ORDER BY r.name FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)'), 1, 2, N'') AS roleNames
FROM dbo.as_users AS u;
GO
