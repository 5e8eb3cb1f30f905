-- Chart `my-spending`: what the client ordered, by month, a year back.
CREATE OR ALTER PROCEDURE dbo.[chart_my-spending_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @first date = DATEADD(MONTH, -11, DATEFROMPARTS(YEAR(SYSUTCDATETIME()), MONTH(SYSUTCDATETIME()), 1));
  SELECT CONVERT(nvarchar(7), m.month, 120) AS label, ISNULL(SUM(o.payable), 0) AS amount
  FROM (SELECT DATEADD(MONTH, n.n, @first) AS month FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS n(n)) AS m
  LEFT JOIN dbo.ord_orders AS o ON o.clientID = @clientID AND o.statusID <> 7 AND o.created >= m.month AND o.created < DATEADD(MONTH, 1, m.month)
  WHERE @clientID IS NOT NULL
  GROUP BY m.month
  ORDER BY m.month;
  SELECT N'bar' AS type, IIF(@lang = N'ru', N'Заказы по месяцам', N'Orders by month') AS title, N'₽' AS unit;
END;
GO
