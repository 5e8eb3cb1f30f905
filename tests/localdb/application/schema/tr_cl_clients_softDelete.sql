-- A client who has orders is hidden, not deleted.
CREATE OR ALTER TRIGGER dbo.tr_cl_clients_softDelete ON dbo.cl_clients
INSTEAD OF DELETE
AS
BEGIN
  SET NOCOUNT ON;
  UPDATE c SET isDeleted = 1, phone = NULL
  FROM dbo.cl_clients AS c JOIN deleted AS d ON d.id = c.id
  WHERE EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.clientID = c.id);
  DELETE c
  FROM dbo.cl_clients AS c JOIN deleted AS d ON d.id = c.id
  WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.clientID = c.id);
END;
GO
