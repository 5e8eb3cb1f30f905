-- The clients that a user may see; canManage: may also change them, isOwn: is this client.
CREATE OR ALTER FUNCTION dbo.cl_allowed(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (
  SELECT c.id, s.canManage, CAST(0 AS bit) AS isOwn
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.cl_clients AS c ON c.pointID = s.pointID
  UNION ALL
  SELECT c.id, s.canManage, CAST(1 AS bit)
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.cl_clients AS c ON c.id = s.clientID
  WHERE c.pointID NOT IN (SELECT p.pointID FROM dbo.sec_scope(@username) AS p WHERE p.pointID IS NOT NULL)
);
GO
