-- The service requests that a user may see; canManage: may also work on them, isOwn: is their client.
CREATE OR ALTER FUNCTION dbo.srv_allowed(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (
  SELECT r.id, s.canManage, CAST(0 AS bit) AS isOwn
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.srv_requests AS r ON r.pointID = s.pointID
  UNION ALL
  SELECT r.id, s.canManage, CAST(1 AS bit)
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.srv_requests AS r ON r.clientID = s.clientID
  WHERE r.pointID NOT IN (SELECT p.pointID FROM dbo.sec_scope(@username) AS p WHERE p.pointID IS NOT NULL)
);
GO
