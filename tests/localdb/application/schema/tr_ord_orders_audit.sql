-- Writes changes of the fields that people ask about, and the first status.
CREATE OR ALTER TRIGGER dbo.tr_ord_orders_audit ON dbo.ord_orders
AFTER INSERT, UPDATE
AS
SET NOCOUNT ON;
DECLARE @username nvarchar(64) = ISNULL(CAST(SESSION_CONTEXT(N'username') AS nvarchar(64)), SUSER_SNAME());

INSERT INTO dbo.ord_statusHistory (orderID, fromID, toID, username)
SELECT i.id, NULL, i.statusID, ISNULL(i.createdBy, @username)
FROM inserted AS i
WHERE NOT EXISTS (SELECT 1 FROM deleted AS d WHERE d.id = i.id);

IF UPDATE(discountPercent) OR UPDATE(deadline) OR UPDATE(comment) OR UPDATE(managerID)
  INSERT INTO dbo.aud_changes (tableName, itemID, field, oldValue, newValue, username)
  SELECT N'ord_orders', i.id, v.field, v.oldValue, v.newValue, @username
  FROM inserted AS i
  INNER JOIN deleted AS d ON d.id = i.id
  CROSS APPLY (VALUES
    (N'discountPercent', CAST(d.discountPercent AS sql_variant), CAST(i.discountPercent AS sql_variant)),
    (N'deadline', CAST(d.deadline AS sql_variant), CAST(i.deadline AS sql_variant)),
    (N'comment', CAST(d.comment AS nvarchar(1000)), CAST(i.comment AS nvarchar(1000))),
    (N'managerID', d.managerID, i.managerID)
  ) AS v(field, oldValue, newValue)
  WHERE EXISTS (SELECT v.oldValue EXCEPT SELECT v.newValue);
GO
