-- Supervisor's desktop: tiles.
CREATE OR ALTER PROCEDURE dbo.dashboard_supervisor_getCounters @username nvarchar(64), @parameters dbo.DictionaryParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @today date = dbo.as_now();
  DECLARE @monthStart date = DATEADD(DAY, 1, EOMONTH(@today, -1));
  ;WITH visible AS (
    SELECT o.* FROM dbo.ord_v_orders AS o JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id
  ), figures AS (
    SELECT
      COUNT(CASE WHEN statusCode = 'new' THEN 1 END) AS newOrders,
      SUM(CASE WHEN created >= @monthStart THEN payable ELSE 0 END) AS monthTotal,
      SUM(CASE WHEN isFinal = 0 THEN debt END) AS debt,
      COUNT(DISTINCT clientID) AS clients,
      AVG(1.0 * total) AS average
    FROM visible
  )
  SELECT u.code, u.title, u.value, CASE u.code WHEN 'debt' THEN 'danger' WHEN 'newOrders' THEN 'warning' ELSE 'info' END AS color
  FROM (
    SELECT CAST(newOrders AS decimal(18, 2)) AS newOrders, CAST(monthTotal AS decimal(18, 2)) AS monthTotal, CAST(ISNULL(debt, 0) AS decimal(18, 2)) AS debt,
      CAST(clients AS decimal(18, 2)) AS clients
    FROM figures
  ) AS f
  UNPIVOT (value FOR code IN (newOrders, monthTotal, debt, clients)) AS x
  CROSS APPLY (VALUES (x.code, x.value, CASE x.code WHEN 'newOrders' THEN N'Новые' WHEN 'monthTotal' THEN N'За месяц' WHEN 'debt' THEN N'Долг' ELSE N'Клиенты' END)) AS u(code, value, title);
  SELECT N'all' AS [Value], N'Все точки' AS [Text] UNION ALL SELECT code, name FROM dbo.ref_points WHERE isActive = 1;
END;
GO
