-- Form `service` (supervisor).
CREATE OR ALTER PROCEDURE dbo.[fm_service_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT v.id, v.code, v.nameEn, v.nameRu, v.descriptionEn, v.descriptionRu, v.price, v.days, v.icon, v.isActive, CONVERT(varchar(18), CONVERT(binary(8), v.rv), 1) AS rv FROM dbo.srv_services AS v WHERE v.id = TRY_CAST(@itemID AS int) AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL);
END;
GO
