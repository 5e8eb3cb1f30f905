-- A worker could not carry out an action: it waits twice as long after each attempt (from @firstDelaySeconds up to six hours) and is dead
-- after @maxAttempts, or at once when trying again cannot help. Result 0: it is not this worker's any more.
CREATE OR ALTER PROCEDURE platform.outbox_failed
  @id bigint,
  @owner nvarchar(128),
  @error nvarchar(max),
  @isFinal bit = 0,
  @maxAttempts int = 8,
  @firstDelaySeconds int = 15
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @result int, @status varchar(8), @nextAttempt datetime2(3);
  UPDATE o
  SET @status = status = IIF(@isFinal = 1 OR o.attempts >= @maxAttempts, 'dead', 'failed'),
      @nextAttempt = nextAttempt = DATEADD(SECOND, IIF(wait.seconds > 21600, 21600, wait.seconds), SYSUTCDATETIME()),
      lockedBy = NULL, lockedUntil = NULL, lastError = @error
  FROM platform.outbox AS o
  CROSS APPLY (SELECT CAST(@firstDelaySeconds AS bigint) * POWER(2, IIF(o.attempts BETWEEN 1 AND 15, o.attempts - 1, 15)) AS seconds) AS wait
  WHERE o.id = @id AND o.lockedBy = @owner AND o.status IN ('pending', 'failed');
  SET @result = @@ROWCOUNT;
  SELECT @result AS Result, @status AS status, @nextAttempt AS nextAttempt;
END;
GO
