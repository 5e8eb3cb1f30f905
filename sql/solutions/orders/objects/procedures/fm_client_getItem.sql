-- Form `client` (new and edit).
CREATE OR ALTER PROCEDURE dbo.[fm_client_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id, c.name, c.company, c.phone, c.email, c.address, c.notes, c.pointID, c.isActive, r.referralCode AS referredByCode, CONVERT(varchar(18), CONVERT(binary(8), c.rv), 1) AS rv
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_clients AS c ON c.id = a.id
  LEFT JOIN dbo.cl_clients AS r ON r.id = c.referredByID
  WHERE a.id = TRY_CAST(@itemID AS int);
  SELECT CAST(CASE WHEN a.canManage = 1 THEN 0 ELSE 1 END AS bit) AS readonly FROM dbo.cl_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
