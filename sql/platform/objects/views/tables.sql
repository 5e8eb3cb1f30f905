-- Tables: one row a definition.
CREATE OR ALTER VIEW platform.tables
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  JSON_VALUE(d.body, '$.schema') AS [schema],
  JSON_VALUE(d.body, '$.keyColumn') AS keyColumn,
  (SELECT COUNT(*) FROM OPENJSON(d.body, '$.columns')) AS columnsCount,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
WHERE d.kind = 'table';
GO
