-- Roles: the definitions of kind role.
CREATE OR ALTER VIEW dbo.as_roles
AS
SELECT r.id, r.code, ru.text AS name, en.text AS nameEn, r.isActive
FROM platform.role AS r
JOIN platform.definition AS d ON d.kind = 'role' AND d.code = r.code
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en;
GO
