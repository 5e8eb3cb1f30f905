-- Check `order-managers`: the manager of an open order still serves its point.
CREATE OR ALTER PROCEDURE dbo.[chk_order-managers]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT o.id AS itemID, CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number, N': ', o.managerUsername, IIF(@lang = N'ru', N' не обслуживает точку', N' does not serve the point')) AS text, CONCAT(N'/order/', o.id) AS url, N'warning' AS severity
  FROM dbo.ord_v_orders AS o
  WHERE o.isFinal = 0 AND o.managerUsername IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = o.pointID AND pm.username = o.managerUsername) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY o.id;
END;
GO
