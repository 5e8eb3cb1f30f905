-- Chart `sales-by-point`: orders by month; one series for each of the user's points (the first three).
CREATE OR ALTER PROCEDURE dbo.[chart_sales-by-point_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @first date = DATEADD(MONTH, -11, DATEFROMPARTS(YEAR(SYSUTCDATETIME()), MONTH(SYSUTCDATETIME()), 1)), @p1 int, @p2 int, @p3 int;
  SELECT @p1 = MAX(CASE WHEN x.n = 1 THEN x.id END), @p2 = MAX(CASE WHEN x.n = 2 THEN x.id END), @p3 = MAX(CASE WHEN x.n = 3 THEN x.id END)
  FROM (SELECT p.id, ROW_NUMBER() OVER (ORDER BY p.ord, p.id) AS n FROM dbo.sec_scope(@username) AS s INNER JOIN dbo.ref_points AS p ON p.id = s.pointID) AS x;
  SELECT CONVERT(nvarchar(7), m.month, 120) AS label, ISNULL(SUM(CASE WHEN o.pointID = @p1 THEN o.payable END), 0) AS point1, ISNULL(SUM(CASE WHEN o.pointID = @p2 THEN o.payable END), 0) AS point2, ISNULL(SUM(CASE WHEN o.pointID = @p3 THEN o.payable END), 0) AS point3
  FROM (SELECT DATEADD(MONTH, n.n, @first) AS month FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS n(n)) AS m
  LEFT JOIN dbo.ord_orders AS o ON o.created >= m.month AND o.created < DATEADD(MONTH, 1, m.month) AND o.statusID <> 7
  WHERE @p1 IS NOT NULL
  GROUP BY m.month
  ORDER BY m.month;
  SELECT N'stacked' AS type, IIF(@lang = N'ru', N'Заказы по точкам', N'Orders by point') AS title, N'₽' AS unit,
    (SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) FROM dbo.ref_points AS p WHERE p.id = @p1) AS title_point1, (SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) FROM dbo.ref_points AS p WHERE p.id = @p2) AS title_point2, (SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) FROM dbo.ref_points AS p WHERE p.id = @p3) AS title_point3;
END;
GO
