-- Table `levels` (page loyalty): loyalty levels with the number of clients.
CREATE OR ALTER PROCEDURE dbo.[crud_levels_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT l.id, l.code, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS name, l.color AS color_name, l.nameEn, l.nameRu, l.minTurnover, l.accrualPercent, l.referralPercent, l.maxPointsPercent, (SELECT COUNT(*) FROM dbo.cl_clients AS c WHERE c.levelID = l.id AND c.isActive = 1) AS clients
  FROM dbo.cl_levels AS l
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
  ORDER BY l.minTurnover, l.id;
  SELECT COUNT(*) AS total FROM dbo.cl_levels AS l WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL);
END;
GO
