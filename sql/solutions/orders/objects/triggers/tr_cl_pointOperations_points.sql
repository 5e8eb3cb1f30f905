-- Keeps cl_clients.points equal to the sum of the ledger; points below zero break CK_cl_clients_points.
CREATE OR ALTER TRIGGER dbo.tr_cl_pointOperations_points ON dbo.cl_pointOperations
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  WITH changed AS (
    SELECT i.clientID FROM inserted AS i
    UNION
    SELECT d.clientID FROM deleted AS d
  ),
  sums AS (
    SELECT ch.clientID, ISNULL(SUM(b.amount), 0) AS points
    FROM changed AS ch
    LEFT JOIN dbo.cl_pointOperations AS b ON b.clientID = ch.clientID
    GROUP BY ch.clientID
  )
  UPDATE c SET points = s.points
  FROM dbo.cl_clients AS c
  INNER JOIN sums AS s ON s.clientID = c.id
  WHERE c.points <> s.points;
END;
GO
