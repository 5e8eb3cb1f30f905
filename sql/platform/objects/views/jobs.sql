-- Jobs: one row a definition, with the last run.
CREATE OR ALTER VIEW platform.jobs
AS
SELECT d.code, en.text AS titleEn, ru.text AS titleRu,
  JSON_VALUE(d.body, '$.roles') AS roles,
  JSON_VALUE(d.body, '$.schedule') AS schedule,
  ISNULL(JSON_VALUE(d.body, '$.isActive'), N'true') AS isActive,
  r.started, r.finished, r.status, r.message,
  d.version, d.updated, d.updatedBy
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
OUTER APPLY (SELECT TOP (1) x.started, x.finished, x.status, x.message FROM platform.job_run AS x WHERE x.code = d.code ORDER BY x.id DESC) AS r
WHERE d.kind = 'job';
GO
