-- Transitions of entities: one row for each status that a transition starts from.
CREATE OR ALTER VIEW platform.transitions
AS
SELECT d.code AS entityCode, CAST(i.[key] AS int) AS position, JSON_VALUE(i.[value], '$.code') AS code,
  COALESCE(f.[value], JSON_VALUE(i.[value], '$.from')) AS fromStatus,
  JSON_VALUE(i.[value], '$.to') AS toStatus,
  en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(i.[value], '$.roles') AS roles,
  JSON_VALUE(i.[value], '$.form') AS form
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.transitions') AS i
OUTER APPLY OPENJSON(JSON_QUERY(i.[value], '$.from')) AS f
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'entity';
GO
