-- Chart `orders-by-status`: open orders of the user's points by status.
CREATE OR ALTER PROCEDURE dbo.[chart_orders-by-status_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT IIF(@lang = N'ru', s.nameRu, s.nameEn) AS label, COUNT(*) AS orders, MIN(s.color) AS color, CONCAT(N'/orders?orders.statusName=', s.code) AS link
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID AND s.isFinal = 0
  GROUP BY s.id, s.code, s.nameEn, s.nameRu, s.ord
  ORDER BY s.ord;
  SELECT N'doughnut' AS type, IIF(@lang = N'ru', N'Открытые заказы', N'Open orders') AS title;
END;
GO
