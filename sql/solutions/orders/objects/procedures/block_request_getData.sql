-- Block `request`: the facts of a service request.
CREATE OR ALTER PROCEDURE dbo.[block_request_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int;
  SELECT @id = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT r.id, r.number, r.subject, r.description, r.address, r.wishDate, r.price, r.created, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS serviceName, v.price AS servicePrice, c.id AS clientID, c.name AS clientName, c.company, c.phone, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName,
    IIF(@lang = N'ru', s.nameRu, s.nameEn) AS statusName, s.color AS statusColor, s.code AS statusCode, r.orderID, o.number AS orderNumber, a.canManage, a.isOwn,
    CAST(CASE WHEN a.canManage = 1 AND dbo.sec_isUserInRole(@username, N'manager') = 1 AND s.code IN (N'new', N'inWork', N'offered') THEN 1 ELSE 0 END AS bit) AS canOffer
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID
  INNER JOIN dbo.ref_points AS p ON p.id = r.pointID
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  LEFT JOIN dbo.srv_services AS v ON v.id = r.serviceID
  LEFT JOIN dbo.ord_orders AS o ON o.id = r.orderID
  WHERE a.id = @id;
END;
GO
