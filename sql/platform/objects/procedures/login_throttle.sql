-- Asks for one try at a password and counts it at once as failed, so that tries in parallel cannot pass the limit together; a right
-- password is told by platform.login_succeeded. Limits in the window: for a name from one address (since its last success), for a name
-- from everywhere, for an address. Answers Result, attemptID, retryAfter (seconds). The same for names that do not exist.
CREATE OR ALTER PROCEDURE platform.login_throttle
  @username nvarchar(256),
  @ip varchar(45),
  @windowMinutes int = 15,
  @perPair int = 5,
  @perUsername int = 30,
  @perIp int = 100
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @name nvarchar(64) = LEFT(ISNULL(@username, N''), 64), @now datetime2(3) = SYSUTCDATETIME();
  DECLARE @since datetime2(3) = DATEADD(MINUTE, -@windowMinutes, @now), @attemptID bigint, @oldest datetime2(3);
  INSERT INTO platform.login_attempt (username, ip, at, succeeded) VALUES (@name, ISNULL(@ip, ''), @now, 0);
  SET @attemptID = SCOPE_IDENTITY();

  SELECT @oldest = MAX(exceeded.oldest)
  FROM (
    SELECT MIN(a.at) AS oldest
    FROM platform.login_attempt AS a
    WHERE a.username = @name AND a.ip = ISNULL(@ip, '') AND a.at > @since AND a.succeeded = 0 AND a.id < @attemptID
      AND NOT EXISTS (
        SELECT 1 FROM platform.login_attempt AS s
        WHERE s.username = @name AND s.ip = ISNULL(@ip, '') AND s.at > @since AND s.succeeded = 1 AND s.id > a.id
      )
    HAVING COUNT(*) >= @perPair
    UNION ALL
    SELECT MIN(a.at)
    FROM platform.login_attempt AS a
    WHERE a.username = @name AND a.at > @since AND a.succeeded = 0 AND a.id < @attemptID
    HAVING COUNT(*) >= @perUsername
    UNION ALL
    SELECT MIN(a.at)
    FROM platform.login_attempt AS a
    WHERE a.ip = ISNULL(@ip, '') AND a.at > @since AND a.succeeded = 0 AND a.id < @attemptID
    HAVING COUNT(*) >= @perIp
  ) AS exceeded;

  -- A refused try does not count: it would keep the door shut for ever.
  IF @oldest IS NOT NULL DELETE FROM platform.login_attempt WHERE id = @attemptID;
  SELECT IIF(@oldest IS NULL, 1, 0) AS Result, IIF(@oldest IS NULL, @attemptID, NULL) AS attemptID,
    IIF(@oldest IS NULL, 0, 1 + DATEDIFF(SECOND, @since, @oldest)) AS retryAfter;
END;
GO
