-- Table `order-history` (timeline): what happened to an order: statuses, payments, creation (filter itemID = the order).
CREATE OR ALTER PROCEDURE dbo.[crud_order-history_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)
  FROM @filters;
  SELECT h.id, h.created, h.name, h.icon AS icon_name, h.color AS color_name, h.comment AS desc_name, ISNULL(NULLIF(u.displayName, N''), h.createdBy) AS author
  FROM (
    SELECT CONCAT(N'o', o.id) AS id, o.created, IIF(@lang = N'ru', N'Заказ отправлен', N'Order sent') AS name, N'send' AS icon, N'info' AS color, CAST(NULL AS nvarchar(1000)) AS comment, o.createdBy, a.id AS orderID
    FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_orders AS o ON o.id = a.id WHERE a.id = @orderID
    UNION ALL
    SELECT CONCAT(N's', l.id), l.created, IIF(@lang = N'ru', s.nameRu, s.nameEn), N'signpost', s.color, l.comment, l.createdBy, a.id
    FROM dbo.ord_allowed(@username) AS a
    INNER JOIN platform.status_log AS l ON l.entityCode = N'order' AND l.itemID = CAST(a.id AS nvarchar(64))
    INNER JOIN dbo.ord_statuses AS s ON s.entityCode = N'order' AND s.code = l.toStatus
    WHERE a.id = @orderID
    UNION ALL
    SELECT CONCAT(N'p', p.id), p.created, CONCAT(IIF(@lang = N'ru', m.nameRu, m.nameEn), N', ', CASE WHEN p.methodCode = N'points' THEN CONVERT(nvarchar(32), CAST(p.amount AS float)) ELSE dbo.ord_money(p.amount, @lang) END), ISNULL(m.icon, N'cash'), CASE WHEN p.isCancelled = 1 THEN N'danger' ELSE N'success' END, p.comment, p.createdBy, a.id
    FROM dbo.ord_allowed(@username) AS a
    INNER JOIN dbo.pay_payments AS p ON p.orderID = a.id
    INNER JOIN dbo.pay_methods AS m ON m.code = p.methodCode
    WHERE a.id = @orderID
  ) AS h
  LEFT JOIN platform.[user] AS u ON u.username = h.createdBy
  ORDER BY h.created DESC, h.id DESC;
END;
GO
