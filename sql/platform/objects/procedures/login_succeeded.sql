-- The try that platform.login_throttle counted had the right password.
CREATE OR ALTER PROCEDURE platform.login_succeeded
  @attemptID bigint,
  @userID int
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE platform.login_attempt SET succeeded = 1 WHERE id = @attemptID;
    UPDATE platform.[user] SET failedLogins = 0, lockedUntil = NULL, lastLogin = SYSUTCDATETIME() WHERE id = @userID;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
