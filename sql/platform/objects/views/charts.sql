-- Charts: one row a definition.
CREATE OR ALTER VIEW platform.charts
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  JSON_VALUE(d.body, '$.type') AS type,
  JSON_VALUE(d.body, '$.unit') AS unit,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
WHERE d.kind = 'chart';
GO
