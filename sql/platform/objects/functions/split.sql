-- A separated list as rows: trimmed parts in their order, empty ones left out.
CREATE OR ALTER FUNCTION dbo.split(@text nvarchar(max), @separator nvarchar(8))
RETURNS TABLE
AS
RETURN
SELECT CAST(p.[key] AS int) AS ord, CAST(LTRIM(RTRIM(p.[value])) AS nvarchar(4000)) COLLATE DATABASE_DEFAULT AS value
FROM OPENJSON(N'["' + REPLACE(STRING_ESCAPE(@text, 'json'), STRING_ESCAPE(@separator, 'json'), N'","') + N'"]') AS p
WHERE LTRIM(RTRIM(p.[value])) <> N'';
GO
