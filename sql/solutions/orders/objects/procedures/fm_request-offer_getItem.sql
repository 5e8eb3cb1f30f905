-- Form `request-offer` (page request, for managers): the service and the price that is offered.
CREATE OR ALTER PROCEDURE dbo.[fm_request-offer_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT r.serviceID, ISNULL(r.price, v.price) AS price, r.wishDate
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  LEFT JOIN dbo.srv_services AS v ON v.id = r.serviceID
  WHERE a.id = TRY_CAST(@itemID AS int) AND a.canManage = 1;
END;
GO
