-- Form `request`: the client writes a request, or changes it while it is new.
CREATE OR ALTER PROCEDURE dbo.[fm_request_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT r.id, r.serviceID, r.subject, r.description, r.address, r.wishDate, CONVERT(varchar(18), CONVERT(binary(8), r.rv), 1) AS rv
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  WHERE a.id = TRY_CAST(@itemID AS int);
  SELECT CAST(CASE WHEN a.isOwn = 1 AND r.statusID = 21 THEN 0 ELSE 1 END AS bit) AS readonly
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
