-- Forms `request`, `request-offer`: services.
CREATE OR ALTER PROCEDURE dbo.[fm_request_serviceID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT v.id AS Value, CONCAT(IIF(@lang = N'ru', v.nameRu, v.nameEn), IIF(@lang = N'ru', N' — от ', N' — from '), dbo.ord_money(v.price, @lang)) AS Text, v.icon AS Icon FROM dbo.srv_services AS v WHERE v.isActive = 1 ORDER BY v.ord, v.id;
END;
GO
