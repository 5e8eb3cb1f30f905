-- The orders that a user may see: administrators all, managers those of their point, clients their own.
CREATE OR ALTER FUNCTION dbo.ord_allowed(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (
  SELECT o.id
  FROM dbo.ord_orders AS o
  WHERE o.isDeleted = 0
    AND EXISTS (
      SELECT 1
      FROM dbo.as_users AS u
      INNER JOIN dbo.as_userRoles AS ur ON ur.userID = u.id
      INNER JOIN dbo.as_roles AS r ON r.id = ur.roleID
      WHERE u.username = @username AND u.isActive = 1
        AND (
          r.code IN ('admin', 'supervisor')
          OR (r.code = 'manager' AND u.pointID = o.pointID)
          OR (r.code = 'client' AND o.clientID IN (SELECT c.id FROM dbo.cl_clients AS c WHERE c.userID = u.id))
        )
    )
);
GO
