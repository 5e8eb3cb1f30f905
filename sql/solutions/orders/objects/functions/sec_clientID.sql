-- The client that a user with role client is; NULL for everyone else.
CREATE OR ALTER FUNCTION dbo.sec_clientID(@username nvarchar(64)) RETURNS int
AS
BEGIN
  IF dbo.sec_isUserInRole(@username, N'client') = 0 RETURN NULL;
  RETURN (SELECT c.id FROM dbo.cl_clients AS c WHERE c.username = @username AND c.isActive = 1);
END;
GO
