-- Chart `sales` (manager: own points; supervisor: all): payable sum and payments by month, a year back. Parameter pointID.
CREATE OR ALTER PROCEDURE dbo.[chart_sales_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @pointID int, @first date = DATEADD(MONTH, -11, DATEFROMPARTS(YEAR(SYSUTCDATETIME()), MONTH(SYSUTCDATETIME()), 1));
  SELECT @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT CONVERT(nvarchar(7), m.month, 120) AS label,
    ISNULL((
      SELECT SUM(o.payable) FROM dbo.sec_scope(@username) AS s
      INNER JOIN dbo.ord_orders AS o ON o.pointID = s.pointID AND o.statusID <> 7 AND o.created >= m.month AND o.created < DATEADD(MONTH, 1, m.month)
      WHERE @pointID IS NULL OR s.pointID = @pointID
    ), 0) AS ordered,
    ISNULL((
      SELECT SUM(p.amount) FROM dbo.sec_scope(@username) AS s
      INNER JOIN dbo.pay_payments AS p ON p.pointID = s.pointID AND p.isCancelled = 0 AND p.orderID IS NOT NULL AND p.paidOn >= m.month AND p.paidOn < DATEADD(MONTH, 1, m.month)
      WHERE @pointID IS NULL OR s.pointID = @pointID
    ), 0) AS paid
  FROM (SELECT DATEADD(MONTH, n.n, @first) AS month FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS n(n)) AS m
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
  ORDER BY m.month;
  SELECT N'bar' AS type, IIF(@lang = N'ru', N'Заказы и оплаты', N'Orders and payments') AS title, N'₽' AS unit;
END;
GO
