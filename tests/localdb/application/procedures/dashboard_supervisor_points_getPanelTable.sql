-- Supervisor's desktop: points with subtotals by status.
CREATE OR ALTER PROCEDURE dbo.dashboard_supervisor_points_getPanelTable @username nvarchar(64), @filter nvarchar(64), @parameters dbo.DictionaryParameter READONLY
AS
SELECT
  CASE WHEN GROUPING(o.pointName) = 1 THEN N'Всего' ELSE o.pointName END AS point,
  CASE WHEN GROUPING_ID(o.pointName, o.statusName) > 0 THEN N'' ELSE o.statusName END AS status,
  COUNT(*) AS orders,
  SUM(o.total) AS total,
  GROUPING_ID(o.pointName, o.statusName) AS hide_level
FROM dbo.ord_v_orders AS o
JOIN dbo.ref_points AS p ON p.id = o.pointID
WHERE (ISNULL(@filter, N'all') = N'all' OR p.code = @filter)
GROUP BY GROUPING SETS ((o.pointName, o.statusName), (o.pointName), ())
ORDER BY GROUPING(o.pointName), o.pointName, GROUPING(o.statusName), o.statusName;
GO
