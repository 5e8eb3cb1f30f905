-- Operations of tables.
CREATE OR ALTER VIEW platform.table_operations
AS
SELECT d.code AS tableCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(i.[value], '$.roles') AS roles,
  JSON_VALUE(i.[value], '$.scope') AS scope,
  JSON_VALUE(i.[value], '$.form') AS form
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.operations') AS i
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'table';
GO
