-- Form `manager`: all points.
CREATE OR ALTER PROCEDURE dbo.[fm_manager_points_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT p.id AS Value, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Text FROM dbo.sec_scope(@username) AS s INNER JOIN dbo.ref_points AS p ON p.id = s.pointID ORDER BY p.ord, p.id;
END;
GO
