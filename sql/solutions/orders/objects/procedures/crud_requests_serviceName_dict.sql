-- Table `requests`: services for the filter; Value is the service's id.
CREATE OR ALTER PROCEDURE dbo.[crud_requests_serviceName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT v.id AS Value, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS Text FROM dbo.srv_services AS v ORDER BY v.ord, v.id;
END;
GO
