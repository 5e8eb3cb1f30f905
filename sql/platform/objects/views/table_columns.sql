-- Columns of tables, in their order.
CREATE OR ALTER VIEW platform.table_columns
AS
SELECT d.code AS tableCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  ISNULL(JSON_VALUE(i.[value], '$.type'), N'text') AS type,
  JSON_VALUE(i.[value], '$.roles') AS roles,
  JSON_VALUE(i.[value], '$.filter.type') AS filterType,
  JSON_VALUE(i.[value], '$.edit.type') AS editType,
  CAST(IIF(JSON_VALUE(i.[value], '$.sortable') = N'false', 0, 1) AS bit) AS sortable,
  CAST(IIF(JSON_VALUE(i.[value], '$.isHidden') = N'true', 1, 0) AS bit) AS isHidden
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.columns') AS i
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'table';
GO
