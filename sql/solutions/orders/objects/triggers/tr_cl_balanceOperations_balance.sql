-- Keeps cl_clients.balance equal to the sum of the ledger; a balance below zero breaks CK_cl_clients_balance.
CREATE OR ALTER TRIGGER dbo.tr_cl_balanceOperations_balance ON dbo.cl_balanceOperations
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
    SELECT ch.clientID, ISNULL(SUM(b.amount), 0) AS balance
    FROM changed AS ch
    LEFT JOIN dbo.cl_balanceOperations AS b ON b.clientID = ch.clientID
    GROUP BY ch.clientID
  )
  UPDATE c SET balance = s.balance
  FROM dbo.cl_clients AS c
  INNER JOIN sums AS s ON s.clientID = c.id
  WHERE c.balance <> s.balance;
END;
GO
