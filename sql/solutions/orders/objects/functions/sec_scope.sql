-- What a user may see: a row for each point whose data is open to them, or one row with the client that they are. canManage: may change it. Used by every *_allowed function.
CREATE OR ALTER FUNCTION dbo.sec_scope(@username nvarchar(64))
RETURNS @scope TABLE (pointID int NULL, clientID int NULL, canManage bit NOT NULL)
AS
BEGIN
  DECLARE
    @isSupervisor bit = dbo.sec_isUserInRole(@username, N'supervisor'),
    @isDeveloper bit = dbo.sec_isUserInRole(@username, N'developer');
  IF @isSupervisor = 1 OR @isDeveloper = 1
  BEGIN
    INSERT INTO @scope (pointID, canManage) SELECT p.id, @isSupervisor FROM dbo.ref_points AS p;
    IF @isSupervisor = 1 RETURN;
  END;
  IF dbo.sec_isUserInRole(@username, N'manager') = 1
  BEGIN
    -- A developer who is also a manager sees all and changes the own points.
    DELETE FROM @scope WHERE pointID IN (SELECT pm.pointID FROM dbo.ref_pointManagers AS pm WHERE pm.username = @username);
    INSERT INTO @scope (pointID, canManage) SELECT pm.pointID, 1 FROM dbo.ref_pointManagers AS pm WHERE pm.username = @username;
  END;
  IF dbo.sec_isUserInRole(@username, N'client') = 1
    INSERT INTO @scope (clientID, canManage) SELECT c.id, 0 FROM dbo.cl_clients AS c WHERE c.username = @username AND c.isActive = 1;
  RETURN;
END;
GO
