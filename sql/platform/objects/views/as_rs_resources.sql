-- Files of saved records with the addresses they are served at. itemID and ord may be updated.
CREATE OR ALTER VIEW dbo.as_rs_resources
AS
SELECT f.id, f.resourceCode, f.entityCode, f.itemID, CONCAT(N'/f/', LOWER(CONVERT(char(36), f.id))) AS url, f.name, f.contentType, f.size,
  f.width, f.height, f.ord, f.created, f.createdBy
FROM platform.[file] AS f
WHERE f.isDeleted = 0 AND f.draftToken IS NULL;
GO
