-- Pages: one row a definition.
CREATE OR ALTER VIEW platform.pages
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.route') AS route,
  JSON_VALUE(d.body, '$.roles') AS roles,
  ISNULL(JSON_VALUE(d.body, '$.layout'), N'cabinet') AS layout,
  CAST(IIF(JSON_VALUE(d.body, '$.isHome') = N'true', 1, 0) AS bit) AS isHome,
  JSON_VALUE(d.body, '$.icon') AS icon,
  m.markup,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
OUTER APPLY OPENJSON(d.body) WITH (markup nvarchar(max) '$.markup') AS m
WHERE d.kind = 'page';
GO
