-- Roles: one row a definition.
CREATE OR ALTER VIEW platform.roles
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  CAST(IIF(JSON_VALUE(d.body, '$.isActive') = N'false', 0, 1) AS bit) AS isActive,
  JSON_VALUE(d.body, '$.homePage') AS homePage,
  JSON_VALUE(d.body, '$.menu') AS menu,
  CAST(IIF(JSON_VALUE(d.body, '$.requireTotp') = N'true', 1, 0) AS bit) AS requireTotp,
  ISNULL(TRY_CAST(JSON_VALUE(d.body, '$.ord') AS int), 100) AS ord,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
WHERE d.kind = 'role';
GO
