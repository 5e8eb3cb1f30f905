-- Job `overdue-digest`, daily: tells each manager how many orders of their points are late. Set 2: notifications.
CREATE OR ALTER PROCEDURE dbo.[job_overdue-digest]
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT N'notification' AS type, CASE WHEN u.lang = 'ru' THEN CONCAT(N'Просрочено заказов: ', COUNT(*)) ELSE CONCAT(N'Late orders: ', COUNT(*)) END AS text, u.username AS [to], N'order-late' AS typeCode, N'/orders?orders.isOverdue=True' AS url
  FROM dbo.ord_v_orders AS o
  INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID
  INNER JOIN platform.[user] AS u ON u.username = pm.username AND u.isActive = 1
  WHERE o.isOverdue = 1
  GROUP BY u.username, u.lang;
END;
GO
