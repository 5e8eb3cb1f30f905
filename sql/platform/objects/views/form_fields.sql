-- Fields of forms, in their order.
CREATE OR ALTER VIEW platform.form_fields
AS
SELECT d.code AS formCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  ISNULL(JSON_VALUE(i.[value], '$.type'), N'text') AS type,
  JSON_VALUE(i.[value], '$.roles') AS roles,
  CAST(IIF(JSON_VALUE(i.[value], '$.required') = N'true', 1, 0) AS bit) AS required,
  CAST(IIF(JSON_VALUE(i.[value], '$.readonly') = N'true', 1, 0) AS bit) AS readonly,
  CAST(IIF(JSON_VALUE(i.[value], '$.checkOnChange') = N'true', 1, 0) AS bit) AS checkOnChange,
  JSON_VALUE(i.[value], '$.mask') AS mask,
  JSON_VALUE(i.[value], '$.pattern') AS pattern,
  JSON_VALUE(i.[value], '$.resource') AS resource,
  JSON_VALUE(i.[value], '$.table') AS [table]
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.fields') AS i
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'form';
GO
