-- Deletes what has served its time, in small bites so that nobody waits long. Answers one row for each table with what went.
CREATE OR ALTER PROCEDURE platform.purge
  @traceDays int = 14,
  @sessionDays int = 30,
  @eventHours int = 24,
  @idempotencyHours int = 24,
  @outboxDays int = 30,
  @loginDays int = 30,
  @batch int = 2000
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @now datetime2(3) = SYSUTCDATETIME(), @gone int;
  DECLARE @counts TABLE (name sysname NOT NULL PRIMARY KEY, [rows] int NOT NULL);
  INSERT INTO @counts (name, [rows])
  VALUES (N'trace', 0), (N'session', 0), (N'event', 0), (N'idempotency', 0), (N'outbox', 0), (N'login_attempt', 0), (N'user_token', 0), (N'job_run', 0);

  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    DELETE TOP (@batch) FROM platform.trace WHERE created < DATEADD(DAY, -@traceDays, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'trace';
  END;
  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    DELETE TOP (@batch) FROM platform.session WHERE expires < DATEADD(DAY, -@sessionDays, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'session';
  END;
  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    DELETE TOP (@batch) FROM platform.event WHERE created < DATEADD(HOUR, -@eventHours, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'event';
  END;
  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    DELETE TOP (@batch) FROM platform.idempotency WHERE created < DATEADD(HOUR, -@idempotencyHours, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'idempotency';
  END;
  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    -- Dead actions stay: somebody has to look at them.
    DELETE TOP (@batch) FROM platform.outbox WHERE status = 'done' AND nextAttempt < DATEADD(DAY, -@outboxDays, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'outbox';
  END;
  SET @gone = 1;
  WHILE @gone > 0
  BEGIN
    DELETE TOP (@batch) FROM platform.login_attempt WHERE at < DATEADD(DAY, -@loginDays, @now);
    SET @gone = @@ROWCOUNT;
    UPDATE @counts SET [rows] += @gone WHERE name = N'login_attempt';
  END;
  DELETE FROM platform.user_token WHERE expires < DATEADD(DAY, -@loginDays, @now);
  UPDATE @counts SET [rows] = @@ROWCOUNT WHERE name = N'user_token';
  DELETE FROM platform.job_run WHERE started < DATEADD(DAY, -@outboxDays, @now);
  UPDATE @counts SET [rows] = @@ROWCOUNT WHERE name = N'job_run';

  SELECT c.name, c.[rows] FROM @counts AS c ORDER BY c.name;
END;
GO
