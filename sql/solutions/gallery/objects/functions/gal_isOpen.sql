-- Whether the gallery is open to a user: developers, and the platform's own runs of checks and jobs (@username is NULL). Every procedure asks it.
CREATE OR ALTER FUNCTION dbo.gal_isOpen(@username nvarchar(64))
RETURNS bit
AS
BEGIN
  IF @username IS NULL RETURN 1;
  RETURN dbo.sec_isUserInRole(@username, N'developer');
END;
GO
