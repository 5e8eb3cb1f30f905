-- Points for a finished order: the point's percent of what was paid with money, whole points.
CREATE OR ALTER PROCEDURE dbo.bns_accrue @orderID int
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @added TABLE (clientID int NOT NULL, points int NOT NULL);
  INSERT INTO dbo.bns_operations (clientID, orderID, points, reason, expires)
  OUTPUT inserted.clientID, inserted.points INTO @added
  SELECT o.clientID, o.id, FLOOR(SUM(p.amount) * MAX(pt.bonusPercent) / 100), N'Заказ ' + o.number, DATEADD(DAY, CAST(dbo.as_getSetting('pointsDays', DEFAULT) AS int), CAST(dbo.as_now() AS date))
  FROM dbo.ord_orders AS o
  JOIN dbo.ref_points AS pt ON pt.id = o.pointID
  JOIN dbo.pay_payments AS p ON p.orderID = o.id AND p.typeCode <> 'points'
  WHERE o.id = @orderID AND NOT EXISTS (SELECT * FROM dbo.bns_operations AS b WHERE b.orderID = o.id AND b.points > 0)
  GROUP BY o.id, o.clientID, o.number
  HAVING SUM(p.amount) * MAX(pt.bonusPercent) / 100 >= 1;
  UPDATE c SET c.points += a.points FROM dbo.cl_clients AS c JOIN @added AS a ON a.clientID = c.id;
END;
GO
