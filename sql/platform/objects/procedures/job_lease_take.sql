-- Takes or prolongs the right to run a job, for @seconds. Result 1: it is this process's; 0: another's, until the time in the row.
CREATE OR ALTER PROCEDURE platform.job_lease_take
  @code nvarchar(64),
  @owner nvarchar(128),
  @seconds int = 60
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  BEGIN TRY
    BEGIN TRANSACTION;
    DECLARE @now datetime2(3) = SYSUTCDATETIME(), @holder nvarchar(128), @until datetime2(3);
    SELECT @holder = l.owner, @until = l.until
    FROM platform.job_lease AS l WITH (UPDLOCK, HOLDLOCK)
    WHERE l.code = @code;
    IF @holder IS NULL
      INSERT INTO platform.job_lease (code, owner, until) VALUES (@code, @owner, DATEADD(SECOND, @seconds, @now));
    ELSE IF @holder = @owner OR @until <= @now
      UPDATE platform.job_lease SET owner = @owner, until = DATEADD(SECOND, @seconds, @now) WHERE code = @code;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT IIF(l.owner = @owner, 1, 0) AS Result, l.owner, l.until FROM platform.job_lease AS l WHERE l.code = @code;
END;
GO
