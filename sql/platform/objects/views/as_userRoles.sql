-- Who has which role; roles that are switched off are not shown, since they give nothing. The outer joins let an INSERT leave out
-- roleCode or roleID and username: columns of a view that may not be NULL have to be given even to an INSTEAD OF trigger.
CREATE OR ALTER VIEW dbo.as_userRoles
AS
SELECT ur.userID, r.id AS roleID, r.code AS roleCode, u.username
FROM platform.user_role AS ur
LEFT JOIN platform.role AS r ON r.code = ur.roleCode
LEFT JOIN platform.[user] AS u ON u.id = ur.userID
WHERE r.isActive = 1;
GO
