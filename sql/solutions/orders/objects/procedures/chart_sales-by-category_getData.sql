-- Chart `sales-by-category`: what the user's points sold in 12 months, by top category; services apart.
CREATE OR ALTER PROCEDURE dbo.[chart_sales-by-category_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT x.label, SUM(x.amount) AS amount
  FROM (
    SELECT CASE WHEN i.serviceID IS NOT NULL THEN IIF(@lang = N'ru', N'Услуги', N'Services') ELSE IIF(@lang = N'ru', t.nameRu, t.nameEn) END AS label, i.amount
    FROM dbo.sec_scope(@username) AS s
    INNER JOIN dbo.ord_orders AS o ON o.pointID = s.pointID AND o.statusID <> 7 AND o.created >= DATEADD(MONTH, -12, SYSUTCDATETIME())
    INNER JOIN dbo.ord_orderItems AS i ON i.orderID = o.id
    LEFT JOIN dbo.prd_products AS p ON p.id = i.productID
    LEFT JOIN dbo.prd_categories AS c ON c.id = p.categoryID
    LEFT JOIN dbo.prd_categories AS t ON t.id = ISNULL(c.parentID, c.id)
  ) AS x
  GROUP BY x.label
  ORDER BY amount DESC;
  SELECT N'doughnut' AS type, IIF(@lang = N'ru', N'Что продаётся', N'What is sold') AS title, N'₽' AS unit;
END;
GO
