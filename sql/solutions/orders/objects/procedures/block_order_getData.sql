-- Block `order`: the facts of an order: money, client, point, delivery, who works on it.
CREATE OR ALTER PROCEDURE dbo.[block_order_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT o.id, o.number, o.clientID, o.clientName, o.company, o.phone, o.email, IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn) AS pointName, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusColor, o.statusCode, o.total, o.discountPercent,
    o.total - o.payable AS discount, o.payable, o.paid, CAST(CASE WHEN o.payable > 0 THEN CASE WHEN o.paid >= o.payable THEN 100 ELSE o.paid * 100 / o.payable END ELSE 0 END AS int) AS paidPercent, o.debt, o.isPaid, o.isOverdue, o.deadline, o.created, o.comment,
    CASE o.deliveryCode WHEN N'courier' THEN IIF(@lang = N'ru', N'Курьер', N'Courier') ELSE IIF(@lang = N'ru', N'Самовывоз', N'Pick-up') END AS deliveryName, o.address,
    ISNULL(NULLIF(u.displayName, N''), o.managerUsername) AS managerName, o.requestID, a.isOwn,
    CAST(CASE WHEN a.canManage = 1 AND o.debt > 0 AND dbo.sec_isUserInRole(@username, N'manager') = 1 THEN 1 ELSE 0 END AS bit) AS canMark, CAST(CASE WHEN a.isOwn = 1 AND o.debt > 0 AND o.statusCode <> N'cancelled' THEN 1 ELSE 0 END AS bit) AS canPay
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id
  LEFT JOIN platform.[user] AS u ON u.username = o.managerUsername
  WHERE a.id = @orderID;
  SELECT IIF(@lang = N'ru', p.addressRu, p.addressEn) AS address, IIF(@lang = N'ru', p.hoursRu, p.hoursEn) AS hours, p.phone, p.email
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.ref_points AS p ON p.id = o.pointID
  WHERE a.id = @orderID;
END;
GO
