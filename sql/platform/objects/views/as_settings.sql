-- Settings with their values in force: the set value, else the definition's default. Secrets show no value.
CREATE OR ALTER VIEW dbo.as_settings
AS
SELECT COALESCE(d.code, s.code) AS code, t.text AS name, COALESCE(g.text, s.category) AS category,
  JSON_VALUE(d.body, '$.type') AS type,
  CASE
    WHEN s.isSecret = 1 OR JSON_VALUE(d.body, '$.isSecret') = N'true' THEN NULL
    WHEN s.value IS NOT NULL THEN s.value
    -- A default that is a list or an object comes as its JSON.
    ELSE COALESCE(JSON_VALUE(d.body, '$.default'), JSON_QUERY(d.body, '$.default'))
  END AS value,
  s.updated, s.updatedBy
FROM (SELECT o.code, o.body FROM platform.definition AS o WHERE o.kind = 'setting') AS d
FULL OUTER JOIN platform.setting AS s ON s.code = d.code
OUTER APPLY platform.localText(d.body, N'title', 'ru') AS t
OUTER APPLY platform.localText(d.body, N'category', 'ru') AS g;
GO
