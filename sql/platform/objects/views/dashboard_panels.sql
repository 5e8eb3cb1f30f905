-- Panels of dashboards, in their order.
CREATE OR ALTER VIEW platform.dashboard_panels
AS
SELECT d.code AS dashboardCode, CAST(i.[key] AS int) AS position,
  JSON_VALUE(i.[value], '$.code') AS code,
  en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(i.[value], '$.type') AS type,
  JSON_VALUE(i.[value], '$.roles') AS roles
FROM platform.definition AS d
CROSS APPLY OPENJSON(d.body, '$.panels') AS i
CROSS APPLY platform.localText(i.[value], N'title', 'en') AS en
CROSS APPLY platform.localText(i.[value], N'title', 'ru') AS ru
WHERE d.kind = 'dashboard';
GO
