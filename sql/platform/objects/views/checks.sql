-- Integrity checks: one row a definition, with the last run.
CREATE OR ALTER VIEW platform.checks
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  ISNULL(JSON_VALUE(d.body, '$.severity'), N'warning') AS severity,
  JSON_VALUE(d.body, '$.schedule') AS schedule,
  ISNULL(JSON_VALUE(d.body, '$.isActive'), N'true') AS isActive,
  r.started, r.status, r.violations, r.fresh, r.ms,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
OUTER APPLY (SELECT TOP (1) x.started, x.status, x.violations, x.fresh, x.ms FROM platform.check_run AS x WHERE x.code = d.code ORDER BY x.id DESC) AS r
WHERE d.kind = 'check';
GO
