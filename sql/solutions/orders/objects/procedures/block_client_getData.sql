-- Block `client`: contacts, money and figures of a client.
CREATE OR ALTER PROCEDURE dbo.[block_client_getData]
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
  SELECT c.id, c.name, c.company, c.phone, c.email, c.address, c.notes, c.balance, c.points, c.referralCode, r.name AS referredBy, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS levelName, l.color AS levelColor, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName, c.created, c.isActive, c.username,
    (SELECT COUNT(*) FROM dbo.ord_orders AS o WHERE o.clientID = c.id AND o.statusID <> 7) AS orders, ISNULL((SELECT SUM(o.payable) FROM dbo.ord_orders AS o WHERE o.clientID = c.id AND o.statusID <> 7), 0) AS turnover,
    ISNULL((SELECT SUM(o.payable - o.paid) FROM dbo.ord_orders AS o WHERE o.clientID = c.id AND o.statusID <> 7), 0) AS debt, a.canManage
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_clients AS c ON c.id = a.id
  INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  LEFT JOIN dbo.cl_clients AS r ON r.id = c.referredByID
  WHERE a.id = @id;
END;
GO
