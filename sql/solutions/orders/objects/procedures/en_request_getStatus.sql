-- Entity `request`: the current status.
CREATE OR ALTER PROCEDURE dbo.[en_request_getStatus]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT s.code AS status
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
