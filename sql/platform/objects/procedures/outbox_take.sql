-- Takes actions that are due for one worker, oldest first, for @lockSeconds; other workers step over them. An action whose worker died
-- is taken again after its lock has run out, or given up when it has had its attempts.
CREATE OR ALTER PROCEDURE platform.outbox_take
  @owner nvarchar(128),
  @batch int = 20,
  @lockSeconds int = 60,
  @maxAttempts int = 8
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @now datetime2(3) = SYSUTCDATETIME();
  DECLARE @taken TABLE (
    id bigint NOT NULL PRIMARY KEY, type varchar(32) NOT NULL, payload nvarchar(max) NOT NULL, attempts int NOT NULL,
    created datetime2(3) NOT NULL, createdBy nvarchar(64) NULL, traceID varchar(64) NULL
  );

  UPDATE platform.outbox
  SET status = 'dead', lockedBy = NULL, lockedUntil = NULL, lastError = ISNULL(lastError, N'Its worker ended before it did.')
  WHERE status IN ('pending', 'failed') AND nextAttempt <= @now AND lockedUntil <= @now AND attempts >= @maxAttempts;

  WITH due AS (
    SELECT TOP (@batch) o.id, o.type, o.payload, o.attempts, o.lockedBy, o.lockedUntil, o.created, o.createdBy, o.traceID
    FROM platform.outbox AS o WITH (UPDLOCK, READPAST, ROWLOCK)
    WHERE o.status IN ('pending', 'failed')
      AND o.nextAttempt <= @now
      AND (o.lockedUntil IS NULL OR o.lockedUntil <= @now)
    ORDER BY o.nextAttempt, o.id
  )
  UPDATE due
  SET attempts = attempts + 1, lockedBy = @owner, lockedUntil = DATEADD(SECOND, @lockSeconds, @now)
  OUTPUT inserted.id, inserted.type, inserted.payload, inserted.attempts, inserted.created, inserted.createdBy, inserted.traceID
  INTO @taken (id, type, payload, attempts, created, createdBy, traceID);

  SELECT t.id, t.type, t.payload, t.attempts, t.created, t.createdBy, t.traceID FROM @taken AS t ORDER BY t.id;
END;
GO
