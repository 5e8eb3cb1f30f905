-- Form `point` (supervisor): everything about a point.
CREATE OR ALTER PROCEDURE dbo.[fm_point_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT p.id, p.code, p.nameEn, p.nameRu, p.cityEn, p.cityRu, p.addressEn, p.addressRu, p.hoursEn, p.hoursRu, p.descriptionEn, p.descriptionRu, p.phone, p.email, p.latitude, p.longitude, p.isActive, CONVERT(varchar(18), CONVERT(binary(8), p.rv), 1) AS rv
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ref_points AS p ON p.id = s.pointID
  WHERE p.id = TRY_CAST(@itemID AS int);
END;
GO
