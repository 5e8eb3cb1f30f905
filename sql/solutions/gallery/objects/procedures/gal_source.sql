-- The source of a component: its definition and the text of its procedures as they are now. @of: a list of `kind/code` by comma. Caller: block_gal-source_getData.
CREATE OR ALTER PROCEDURE dbo.gal_source
  @of nvarchar(400),
  @isFirstOpen bit = 0,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @wanted TABLE (place int NOT NULL PRIMARY KEY, kind nvarchar(32) NOT NULL, code nvarchar(64) NOT NULL);
  INSERT INTO @wanted (place, kind, code)
  SELECT CAST(j.[key] AS int), LEFT(j.value, CHARINDEX(N'/', j.value) - 1), SUBSTRING(j.value, CHARINDEX(N'/', j.value) + 1, 64)
  FROM OPENJSON(CONCAT(N'["', REPLACE(STRING_ESCAPE(@of, 'json'), N',', N'","'), N'"]')) AS j
  WHERE @isOpen = 1 AND CHARINDEX(N'/', j.value) > 1;

  SELECT w.kind, d.code, d.body, CONCAT(N'/admin/definitions/', w.kind, N'/', d.code) AS url, LEN(d.body) - LEN(REPLACE(d.body, NCHAR(10), N'')) + 1 AS [lines],
    CAST(CASE WHEN w.place = 0 AND @isFirstOpen = 1 OR LEN(d.body) < 600 THEN 1 ELSE 0 END AS bit) AS isOpen
  FROM @wanted AS w
  INNER JOIN platform.definition AS d ON d.kind = w.kind AND d.code = w.code
  ORDER BY w.place;

  SELECT m.name, m.text, CONCAT(N'/admin/workshop/module/dbo/', m.name) AS url, LEN(m.text) - LEN(REPLACE(m.text, NCHAR(10), N'')) + 1 AS [lines]
  FROM (
    SELECT p.name, MIN(w.place) AS place, OBJECT_DEFINITION(MIN(p.object_id)) AS text
    FROM @wanted AS w
    INNER JOIN platform.definition AS d ON d.kind = w.kind AND d.code = w.code
    INNER JOIN (VALUES
      (N'page', N'pg'), (N'form', N'fm'), (N'table', N'crud'), (N'dashboard', N'dashboard'), (N'chart', N'chart'), (N'tree', N'tree'), (N'entity', N'en'), (N'resource', N'rs'),
      (N'chat', N'chat'), (N'block', N'block'), (N'check', N'chk'), (N'job', N'job'), (N'request', N'rq'), (N'api', N'api')
    ) AS k(kind, prefix) ON k.kind = w.kind
    INNER JOIN sys.procedures AS p ON p.schema_id = SCHEMA_ID(N'dbo')
      AND (p.name = CONCAT(k.prefix, N'_', w.code) OR p.name LIKE CONCAT(k.prefix, N'[_]', REPLACE(w.code, N'_', N'[_]'), N'[_]%')
        OR (p.name LIKE N'gal[_]%' AND CHARINDEX(CONCAT(N'"procedure": "', p.name, N'"'), d.body) > 0))
    GROUP BY p.name
  ) AS m
  ORDER BY m.place, m.name;
END;
GO
