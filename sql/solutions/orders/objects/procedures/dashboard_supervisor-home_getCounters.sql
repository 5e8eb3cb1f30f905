-- Dashboard `supervisor-home`: sales of the month with the change, open orders, debts, clients, points lent.
CREATE OR ALTER PROCEDURE dbo.[dashboard_supervisor-home_getCounters]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0 AND dbo.sec_isUserInRole(@username, N'developer') = 0 RETURN;
  DECLARE @now date = CAST(SYSUTCDATETIME() AS date), @thisSum decimal(18, 2), @lastSum decimal(18, 2);
  SELECT @thisSum = ISNULL(SUM(CASE WHEN o.created >= DATEADD(DAY, -30, @now) THEN o.payable END), 0), @lastSum = ISNULL(SUM(CASE WHEN o.created < DATEADD(DAY, -30, @now) THEN o.payable END), 0)
  FROM dbo.ord_orders AS o
  WHERE o.statusID <> 7 AND o.created >= DATEADD(DAY, -60, @now);
  SELECT x.Code, x.Title, x.Number, x.Unit, x.Color, x.Icon, x.DownLink, x.AdditionalNumber
  FROM (
    SELECT 1 AS ord, N'sales' AS Code, IIF(@lang = N'ru', N'Заказы за 30 дней', N'Orders in 30 days') AS Title, @thisSum AS Number, N'₽' AS Unit, N'primary' AS Color, N'graph-up' AS Icon, N'/orders' AS DownLink,
      CASE WHEN @lastSum > 0 THEN CONCAT(CASE WHEN @thisSum >= @lastSum THEN N'+' ELSE N'−' END, CAST(ABS(ROUND((@thisSum - @lastSum) * 100 / @lastSum, 0)) AS int), N' %') ELSE N'' END AS AdditionalNumber
    UNION ALL
    SELECT 2, N'open', IIF(@lang = N'ru', N'Открытые заказы', N'Open orders'), COUNT(*), N'', N'plum', N'box-seam', N'/orders?orders.isOpen=True', CONCAT(SUM(CASE WHEN o.isOverdue = 1 THEN 1 ELSE 0 END), IIF(@lang = N'ru', N' просрочено', N' late')) FROM dbo.ord_v_orders AS o WHERE o.isFinal = 0
    UNION ALL
    SELECT 3, N'due', IIF(@lang = N'ru', N'Долг клиентов', N'Clients owe'), ISNULL(SUM(o.payable - o.paid), 0), N'₽', N'warning', N'wallet2', N'/orders?orders.isUnpaid=True', N'' FROM dbo.ord_orders AS o WHERE o.statusID <> 7 AND o.paid < o.payable
    UNION ALL
    SELECT 4, N'clients', IIF(@lang = N'ru', N'Активные клиенты', N'Active clients'), COUNT(*), N'', N'info', N'people', N'/clients', CONCAT(N'+', SUM(CASE WHEN c.created >= DATEADD(DAY, -30, @now) THEN 1 ELSE 0 END), IIF(@lang = N'ru', N' за 30 дней', N' in 30 days')) FROM dbo.cl_clients AS c WHERE c.isActive = 1
    UNION ALL
    SELECT 5, N'points', IIF(@lang = N'ru', N'Баллы на руках', N'Bonus points out'), ISNULL(SUM(c.points), 0), N'', N'secondary', N'star', N'/loyalty', N'' FROM dbo.cl_clients AS c
  ) AS x
  ORDER BY x.ord;
END;
GO
