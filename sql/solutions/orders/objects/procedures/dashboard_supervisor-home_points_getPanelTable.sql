-- Dashboard `supervisor-home`, panel `points`: 30 days of each point.
CREATE OR ALTER PROCEDURE dbo.[dashboard_supervisor-home_points_getPanelTable]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0 AND dbo.sec_isUserInRole(@username, N'developer') = 0 RETURN;
  SELECT p.id, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, CONCAT(N'/point/', p.id) AS link_name, ISNULL(o.orders, 0) AS orders, ISNULL(o.amount, 0) AS amount, ISNULL(y.amount, 0) AS received
  FROM dbo.ref_points AS p
  LEFT JOIN (SELECT x.pointID, COUNT(*) AS orders, SUM(x.payable) AS amount FROM dbo.ord_orders AS x WHERE x.statusID <> 7 AND x.created >= DATEADD(DAY, -30, SYSUTCDATETIME()) GROUP BY x.pointID) AS o ON o.pointID = p.id
  LEFT JOIN (SELECT x.pointID, SUM(x.amount) AS amount FROM dbo.pay_payments AS x WHERE x.isCancelled = 0 AND x.methodCode IN (N'bank', N'card', N'cash') AND x.paidOn >= DATEADD(DAY, -30, CAST(SYSUTCDATETIME() AS date)) GROUP BY x.pointID) AS y ON y.pointID = p.id
  ORDER BY p.ord, p.id;
  SELECT N'money' AS type_amount, N'money' AS type_received;
END;
GO
