-- Entities with statuses.
CREATE OR ALTER VIEW dbo.as_en_entities
AS
SELECT e.code, e.titleRu AS name, e.titleEn AS nameEn
FROM platform.entities AS e;
GO
