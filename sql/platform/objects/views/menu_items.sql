-- First level of menus, in its order; the second level as JSON.
CREATE OR ALTER VIEW platform.menu_items
AS
SELECT d.code AS menuCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(i.[value], '$.page') AS page,
  JSON_VALUE(i.[value], '$.url') AS url,
  JSON_VALUE(i.[value], '$.roles') AS roles,
  JSON_VALUE(i.[value], '$.icon') AS icon,
  JSON_QUERY(i.[value], '$.children') AS children
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.items') AS i
CROSS APPLY platform.localText(i.[value], N'text', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'text', 'ru') AS ru
WHERE d.kind = 'menu';
GO
