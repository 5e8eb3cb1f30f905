-- Gives the right to run a job back before its time; another's is left alone.
CREATE OR ALTER PROCEDURE platform.job_lease_release
  @code nvarchar(64),
  @owner nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DELETE FROM platform.job_lease WHERE code = @code AND owner = @owner;
END;
GO
