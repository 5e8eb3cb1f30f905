-- The beginning of every HTTP request, in one call. Sets: (1) revision of the definitions, stamp of procedures; (2) the signed-in
-- user, or no row when the session, the user or the one who impersonates is not valid any more; (3) unread notifications, counted up
-- to 100. Called by engine/request-begin.ts.
CREATE OR ALTER PROCEDURE platform.request_begin
  @tokenHash varbinary(32) = NULL,
  @ip varchar(45) = NULL,
  @userAgent nvarchar(400) = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @now datetime2(3) = SYSUTCDATETIME();

  SELECT r.number AS revision,
    -- Table types need no stamp of their own: one that a procedure uses cannot change unless the procedure is made anew.
    (SELECT CONCAT(COUNT_BIG(*), ':', CONVERT(varchar(33), MAX(p.modify_date), 126)) FROM sys.procedures AS p) AS stamp
  FROM platform.revision AS r
  WHERE r.id = 1;

  DECLARE @sessionID int, @userID int, @realUserID int, @realUsername nvarchar(64), @lastSeen datetime2(3), @expires datetime2(3);
  IF @tokenHash IS NOT NULL
    SELECT @sessionID = s.id, @userID = s.userID, @realUserID = s.realUserID, @realUsername = r.username, @lastSeen = s.lastSeen, @expires = s.expires
    FROM platform.session AS s
    JOIN platform.[user] AS u ON u.id = s.userID
    LEFT JOIN platform.[user] AS r ON r.id = s.realUserID
    WHERE s.tokenHash = CAST(@tokenHash AS binary(32))
      AND s.revokedAt IS NULL
      AND s.expires > @now
      AND s.lastSeen > DATEADD(MINUTE, -s.idleMinutes, @now)
      AND u.isActive = 1
      AND (s.realUserID IS NULL OR r.isActive = 1);

  -- Not at every request: a minute is exact enough and spares the log.
  IF @lastSeen < DATEADD(MINUTE, -1, @now)
    UPDATE platform.session
    SET lastSeen = @now, ip = ISNULL(@ip, ip), userAgent = ISNULL(@userAgent, userAgent)
    WHERE id = @sessionID;

  SELECT u.id AS userID, u.username, u.displayName, u.email, u.avatarFileID, u.lang, u.theme, u.density, u.timeZone,
    ISNULL(g.roles, N'') AS roles,
    @sessionID AS sessionID, @expires AS sessionExpires, @realUserID AS realUserID, @realUsername AS realUsername,
    u.totpEnabled, u.mustChangePassword,
    CAST(IIF(u.totpEnabled = 0 AND g.requireTotp = 1, 1, 0) AS bit) AS mustEnrolTotp,
    ISNULL((SELECT t.level FROM platform.trace_switch AS t WHERE t.userID = u.id AND t.until > @now), 0) AS traceLevel
  FROM platform.[user] AS u
  CROSS APPLY (
    SELECT STRING_AGG(CAST(r.code AS nvarchar(max)), N',') WITHIN GROUP (ORDER BY r.code) AS roles, MAX(CAST(r.requireTotp AS int)) AS requireTotp
    FROM platform.user_role AS ur
    JOIN platform.role AS r ON r.code = ur.roleCode
    WHERE ur.userID = u.id AND r.isActive = 1
  ) AS g
  WHERE u.id = @userID;

  SELECT COUNT(*) AS unread
  FROM (SELECT TOP (100) n.id FROM platform.notification AS n WHERE n.userID = @userID AND n.readAt IS NULL) AS n;
END;
GO
