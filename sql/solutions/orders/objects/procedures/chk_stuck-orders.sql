-- Check `stuck-orders`: an open order has not stood in one status for longer than the setting orders-stuckDays.
CREATE OR ALTER PROCEDURE dbo.[chk_stuck-orders]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @days int = ISNULL(TRY_CAST(dbo.as_getSetting(N'orders-stuckDays') AS int), 21);
  SELECT
    o.id AS itemID,
    CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS text,
    CONCAT(N'/order/', o.id) AS url,
    IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName,
    o.clientName,
    IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn) AS pointName,
    DATEDIFF(DAY, ISNULL(l.created, o.created), SYSUTCDATETIME()) AS days
  FROM dbo.ord_v_orders AS o
  OUTER APPLY (
    SELECT MAX(g.created) AS created FROM platform.status_log AS g WHERE g.entityCode = N'order' AND g.itemID = CAST(o.id AS nvarchar(64))
  ) AS l
  WHERE o.isFinal = 0 AND ISNULL(l.created, o.created) < DATEADD(DAY, -@days, SYSUTCDATETIME()) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY days DESC, o.id;
END;
GO
