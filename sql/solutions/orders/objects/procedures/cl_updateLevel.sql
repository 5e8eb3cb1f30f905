-- Gives a client the highest level whose limit the paid sum of the last 12 months reaches. Caller: pay_add, pay_cancel.
CREATE OR ALTER PROCEDURE dbo.[cl_updateLevel]
  @clientID int
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @turnover decimal(18, 2);
  SELECT @turnover = ISNULL(SUM(p.amount), 0)
  FROM dbo.pay_payments AS p
  INNER JOIN dbo.pay_methods AS m ON m.code = p.methodCode
  WHERE p.clientID = @clientID AND p.orderID IS NOT NULL AND p.isCancelled = 0 AND p.methodCode <> N'points'
    AND p.paidOn > DATEADD(MONTH, -12, CAST(SYSUTCDATETIME() AS date));
  UPDATE c SET levelID = l.id, updated = SYSUTCDATETIME()
  FROM dbo.cl_clients AS c
  CROSS APPLY (SELECT TOP (1) lv.id FROM dbo.cl_levels AS lv WHERE lv.minTurnover <= @turnover ORDER BY lv.minTurnover DESC) AS l
  WHERE c.id = @clientID AND c.levelID <> l.id;
END;
GO
