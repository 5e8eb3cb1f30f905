-- Saves settings from a JSON object, NULL removes; returns what changed.
CREATE OR ALTER PROCEDURE dbo.as_settings_save @settings nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  MERGE dbo.as_settings WITH (HOLDLOCK) AS target
  USING (SELECT [key] COLLATE DATABASE_DEFAULT AS code, [value] AS value, [type] AS kind FROM OPENJSON(@settings)) AS source
    ON target.code = source.code
  WHEN MATCHED AND source.kind = 0 THEN DELETE
  WHEN MATCHED AND ISNULL(target.value, N'') <> source.value THEN UPDATE SET target.value = source.value, target.updated = GETDATE(), target.updatedBy = @username
  WHEN NOT MATCHED AND source.kind <> 0 THEN INSERT (code, value, updatedBy) VALUES (source.code, source.value, @username)
  OUTPUT $action AS [action], COALESCE(inserted.code, deleted.code) AS code, deleted.value AS oldValue, inserted.value AS newValue;
END;
GO
