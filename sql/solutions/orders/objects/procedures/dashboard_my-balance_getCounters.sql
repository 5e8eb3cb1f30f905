-- Dashboard `my-balance`: balance, points, level, spent in a year.
CREATE OR ALTER PROCEDURE dbo.[dashboard_my-balance_getCounters]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username);
  SELECT x.code AS Code, x.title AS Title, x.value AS Number, x.unit AS Unit, x.color AS Color, x.icon AS Icon, x.note AS AdditionalNumber
  FROM (
    SELECT 1 AS ord, N'balance' AS code, IIF(@lang = N'ru', N'Баланс', N'Balance') AS title, c.balance AS value, N'₽' AS unit, N'info' AS color, N'wallet2' AS icon, N'' AS note FROM dbo.cl_clients AS c WHERE c.id = @clientID
    UNION ALL
    SELECT 2, N'points', IIF(@lang = N'ru', N'Бонусные баллы', N'Bonus points'), c.points, N'', N'plum', N'star', CONCAT(IIF(@lang = N'ru', l.nameRu, l.nameEn), N' · ', REPLACE(CONVERT(nvarchar(16), CAST(l.accrualPercent AS float)), N'.', IIF(@lang = N'ru', N',', N'.')), N' %') FROM dbo.cl_clients AS c INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID WHERE c.id = @clientID
    UNION ALL
    SELECT 3, N'spent', IIF(@lang = N'ru', N'Оплачено за 12 месяцев', N'Paid in 12 months'), ISNULL(SUM(p.amount), 0), N'₽', N'success', N'graph-up', N''
    FROM dbo.pay_payments AS p WHERE p.clientID = @clientID AND p.orderID IS NOT NULL AND p.isCancelled = 0 AND p.methodCode <> N'points' AND p.paidOn > DATEADD(MONTH, -12, CAST(SYSUTCDATETIME() AS date))
  ) AS x
  WHERE @clientID IS NOT NULL
  ORDER BY x.ord;
END;
GO
