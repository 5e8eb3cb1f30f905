-- Statuses of entities.
CREATE OR ALTER VIEW dbo.as_en_statuses
AS
SELECT s.entityCode, s.code, s.titleRu AS name, s.titleEn AS nameEn, s.color, s.icon, s.ord, s.isFinal
FROM platform.statuses AS s;
GO
