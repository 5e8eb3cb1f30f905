-- Tells pages that show orders or one order that something changed (refreshOn "orders", "order:{itemID}"). A change of many tells of the whole alone.
CREATE OR ALTER TRIGGER dbo.tr_ord_orders_events ON dbo.ord_orders
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  DECLARE @changed TABLE (id int NOT NULL PRIMARY KEY);
  INSERT INTO @changed (id)
  SELECT i.id FROM inserted AS i
  UNION
  SELECT d.id FROM deleted AS d;
  INSERT INTO platform.event (topic, payload)
  SELECT N'orders', N'null'
  UNION ALL
  SELECT CONCAT(N'order:', c.id), N'null' FROM @changed AS c WHERE (SELECT COUNT(*) FROM @changed) <= 50;
END;
GO
