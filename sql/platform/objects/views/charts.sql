-- Charts: one row a definition.
CREATE OR ALTER VIEW platform.charts
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  ISNULL(JSON_VALUE(d.body, '$.type'), N'bar') AS type,
  u.text AS unit,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
CROSS APPLY platform.localText(d.body, N'unit', 'ru') AS u
WHERE d.kind = 'chart';
GO
