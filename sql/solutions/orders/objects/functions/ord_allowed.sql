-- The orders that a user may see; canManage: may also work on them, isOwn: is their client.
CREATE OR ALTER FUNCTION dbo.ord_allowed(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (
  SELECT o.id, s.canManage, CAST(0 AS bit) AS isOwn
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ord_orders AS o ON o.pointID = s.pointID
  UNION ALL
  SELECT o.id, s.canManage, CAST(1 AS bit)
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ord_orders AS o ON o.clientID = s.clientID
  WHERE o.pointID NOT IN (SELECT p.pointID FROM dbo.sec_scope(@username) AS p WHERE p.pointID IS NOT NULL)
);
GO
