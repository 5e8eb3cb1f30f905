-- Kinds of files: one row a definition.
CREATE OR ALTER VIEW platform.resources
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.entityCode') AS entityCode,
  JSON_VALUE(d.body, '$.readRoles') AS readRoles,
  JSON_VALUE(d.body, '$.writeRoles') AS writeRoles,
  CAST(IIF(JSON_VALUE(d.body, '$.isSingle') = N'true', 1, 0) AS bit) AS isSingle,
  TRY_CAST(JSON_VALUE(d.body, '$.maxSizeMb') AS int) AS maxSizeMb,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
WHERE d.kind = 'resource';
GO
