-- Block `loyalty`: the client's level, the way to the next, the referral code; set 2 all levels.
CREATE OR ALTER PROCEDURE dbo.[block_loyalty_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @turnover decimal(18, 2);
  SELECT @turnover = ISNULL(SUM(p.amount), 0)
  FROM dbo.pay_payments AS p
  WHERE p.clientID = @clientID AND p.orderID IS NOT NULL AND p.isCancelled = 0 AND p.methodCode <> N'points' AND p.paidOn > DATEADD(MONTH, -12, CAST(SYSUTCDATETIME() AS date));
  SELECT c.points, c.balance, c.referralCode, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS levelName, l.color, l.accrualPercent, l.maxPointsPercent, l.referralPercent, @turnover AS turnover, IIF(@lang = N'ru', n.nameRu, n.nameEn) AS nextName, n.minTurnover - @turnover AS nextLeft,
    CAST(CASE WHEN n.minTurnover > 0 THEN CASE WHEN @turnover >= n.minTurnover THEN 100 ELSE @turnover * 100 / n.minTurnover END ELSE 100 END AS int) AS progress,
    (SELECT COUNT(*) FROM dbo.cl_clients AS f WHERE f.referredByID = c.id) AS friends
  FROM dbo.cl_clients AS c
  INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
  OUTER APPLY (SELECT TOP (1) x.nameEn, x.nameRu, x.minTurnover FROM dbo.cl_levels AS x WHERE x.minTurnover > l.minTurnover ORDER BY x.minTurnover) AS n
  WHERE c.id = @clientID;
  SELECT IIF(@lang = N'ru', l.nameRu, l.nameEn) AS name, l.color, l.minTurnover, l.accrualPercent, l.maxPointsPercent, CAST(CASE WHEN c.id IS NULL THEN 0 ELSE 1 END AS bit) AS isMine
  FROM dbo.cl_levels AS l
  LEFT JOIN dbo.cl_clients AS c ON c.levelID = l.id AND c.id = @clientID
  WHERE @clientID IS NOT NULL
  ORDER BY l.minTurnover;
END;
GO
