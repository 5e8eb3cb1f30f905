-- Whether integrity checks may read everything: the platform's own runs (@username is NULL), supervisors, developers. An anonymous visitor is '', not NULL. Callers: chk_*.
CREATE OR ALTER FUNCTION dbo.sec_mayCheck(@username nvarchar(64))
RETURNS bit
AS
BEGIN
  IF @username IS NULL RETURN 1;
  RETURN IIF(dbo.sec_isUserInRole(@username, N'supervisor') = 1 OR dbo.sec_isUserInRole(@username, N'developer') = 1, 1, 0);
END;
GO
