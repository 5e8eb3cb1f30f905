-- Settings: one row a definition; values are in dbo.as_settings.
CREATE OR ALTER VIEW platform.settings
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  g.text AS category,
  JSON_VALUE(d.body, '$.type') AS type,
  CAST(IIF(JSON_VALUE(d.body, '$.isSecret') = N'true', 1, 0) AS bit) AS isSecret,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
CROSS APPLY platform.localText(d.body, N'category', 'ru') AS g
WHERE d.kind = 'setting';
GO
