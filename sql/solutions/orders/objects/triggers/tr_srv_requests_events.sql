-- Tells pages that show requests or one request that something changed (refreshOn "requests", "request:{itemID}"). A change of many tells of the whole alone.
CREATE OR ALTER TRIGGER dbo.tr_srv_requests_events ON dbo.srv_requests
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
  SELECT N'requests', N'null'
  UNION ALL
  SELECT CONCAT(N'request:', c.id), N'null' FROM @changed AS c WHERE (SELECT COUNT(*) FROM @changed) <= 50;
END;
GO
