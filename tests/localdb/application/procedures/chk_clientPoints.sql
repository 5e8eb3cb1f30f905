-- Check: a client's points are the sum of the operations.
CREATE OR ALTER PROCEDURE dbo.chk_clientPoints @username nvarchar(64) = NULL
AS
  SELECT c.id, CONCAT(c.name, N': ', c.points, N' <> ', SUM(ISNULL(b.points, 0))), NULL, 'warning'
  FROM dbo.cl_clients AS c LEFT JOIN dbo.bns_operations AS b ON b.clientID = c.id
  GROUP BY c.id, c.name, c.points
  HAVING c.points <> SUM(ISNULL(b.points, 0))
GO
