-- Who has which role; roles that are switched off are not shown, since they give nothing.
CREATE OR ALTER VIEW dbo.as_userRoles
AS
SELECT ur.userID, r.id AS roleID, ur.roleCode, u.username
FROM platform.user_role AS ur
JOIN platform.role AS r ON r.code = ur.roleCode AND r.isActive = 1
JOIN platform.[user] AS u ON u.id = ur.userID;
GO
