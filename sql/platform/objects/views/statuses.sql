-- Statuses of entities, in their order.
CREATE OR ALTER VIEW platform.statuses
AS
SELECT d.code AS entityCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(i.[value], '$.color') AS color,
  JSON_VALUE(i.[value], '$.icon') AS icon,
  ISNULL(TRY_CAST(JSON_VALUE(i.[value], '$.ord') AS int), 100) AS ord,
  CAST(IIF(JSON_VALUE(i.[value], '$.isFinal') = N'true', 1, 0) AS bit) AS isFinal
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.statuses') AS i
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'entity';
GO
