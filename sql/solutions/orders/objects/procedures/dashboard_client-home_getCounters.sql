-- Dashboard `client-home`: open orders, due, balance, points, cart.
CREATE OR ALTER PROCEDURE dbo.[dashboard_client-home_getCounters]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username);
  SELECT x.code AS Code, x.title AS Title, x.value AS Number, x.unit AS Unit, x.color AS Color, x.icon AS Icon, x.url AS DownLink, x.note AS AdditionalNumber
  FROM (
    SELECT 1 AS ord, N'open' AS code, IIF(@lang = N'ru', N'Заказы в пути', N'Orders on the way') AS title, CAST(COUNT(*) AS decimal(18, 2)) AS value, N'' AS unit, N'primary' AS color, N'box-seam' AS icon, N'/my-orders?my-orders.isOpen=True' AS url,
      CONCAT(SUM(CASE WHEN s.code = N'ready' THEN 1 ELSE 0 END), IIF(@lang = N'ru', N' можно забрать', N' ready to pick up')) AS note
    FROM dbo.ord_orders AS o INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID WHERE o.clientID = @clientID AND s.isFinal = 0
    UNION ALL
    SELECT 2, N'due', IIF(@lang = N'ru', N'К оплате', N'To pay'), ISNULL(SUM(o.payable - o.paid), 0), N'₽', N'warning', N'wallet2', N'/my-orders?my-orders.isUnpaid=True', N''
    FROM dbo.ord_orders AS o WHERE o.clientID = @clientID AND o.statusID <> 7 AND o.paid < o.payable
    UNION ALL
    SELECT 3, N'balance', IIF(@lang = N'ru', N'Баланс', N'Balance'), c.balance, N'₽', N'info', N'wallet2', N'/my-balance', N'' FROM dbo.cl_clients AS c WHERE c.id = @clientID
    UNION ALL
    SELECT 4, N'points', IIF(@lang = N'ru', N'Бонусные баллы', N'Bonus points'), c.points, N'', N'plum', N'star', N'/my-balance', IIF(@lang = N'ru', l.nameRu, l.nameEn) FROM dbo.cl_clients AS c INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID WHERE c.id = @clientID
  ) AS x
  WHERE @clientID IS NOT NULL
  ORDER BY x.ord;
END;
GO
