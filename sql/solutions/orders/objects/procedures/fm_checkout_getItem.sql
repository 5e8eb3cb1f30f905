-- Form `checkout` (page cart): the client's address, pick-up.
CREATE OR ALTER PROCEDURE dbo.[fm_checkout_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT N'pickup' AS deliveryCode, c.address, CAST(0 AS decimal(18, 2)) AS points, CAST(NULL AS date) AS deadline, CAST(NULL AS nvarchar(1000)) AS comment
  FROM dbo.cl_clients AS c
  WHERE c.id = dbo.sec_clientID(@username);
  SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM dbo.ord_cartItems AS ci WHERE ci.clientID = dbo.sec_clientID(@username)) THEN 0 ELSE 1 END AS bit) AS hideSaveBtn;
END;
GO
