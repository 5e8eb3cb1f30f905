-- Menus: one row a definition.
CREATE OR ALTER VIEW platform.menus
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  ISNULL(JSON_VALUE(d.body, '$.place'), N'sidebar') AS place,
  ISNULL(TRY_CAST(JSON_VALUE(d.body, '$.ord') AS int), 100) AS ord,
  (SELECT COUNT(*) FROM OPENJSON(d.body, '$.items')) AS itemsCount,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
WHERE d.kind = 'menu';
GO
