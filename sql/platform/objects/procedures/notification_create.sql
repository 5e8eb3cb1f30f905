-- Notifies users. @to: a username, a comma list of them, or role:CODE among them. Each gets a row, each browser a message
-- (topic user:ID); one outbox action notificationDelivery with the rows' ids carries the other channels (e-mail, push), by each user's
-- preferences. All of it in the caller's transaction. @except is left out, for "everybody but the one who did it".
CREATE OR ALTER PROCEDURE platform.notification_create
  @to nvarchar(max),
  @text nvarchar(1000),
  @typeCode nvarchar(64) = N'info',
  @url nvarchar(512) = NULL,
  @additional nvarchar(max) = NULL,
  @from nvarchar(64) = NULL,
  @except nvarchar(64) = NULL,
  @count int = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @made TABLE (id bigint NOT NULL PRIMARY KEY, userID int NOT NULL);
  SET @typeCode = ISNULL(NULLIF(@typeCode, N''), N'info');
  BEGIN TRY
    BEGIN TRANSACTION;
    -- Triggers that publish changes have written events before they come here. Writing to events (no row: ids begin with 1) before
    -- notifications keeps one order of tables, so that where whole tables are locked nobody waits for each other in a circle.
    UPDATE platform.event SET payload = payload WHERE id = 0;
    INSERT INTO platform.notification (userID, typeCode, text, url, additional, fromUsername)
    OUTPUT inserted.id, inserted.userID INTO @made (id, userID)
    SELECT u.id, @typeCode, @text, @url, @additional, @from
    FROM platform.[user] AS u
    WHERE u.isActive = 1
      AND (@except IS NULL OR u.username <> @except)
      AND u.id IN (
        SELECT named.id
        FROM dbo.split(@to, N',') AS t
        JOIN platform.[user] AS named ON named.username = t.value
        UNION
        SELECT ur.userID
        FROM dbo.split(@to, N',') AS t
        JOIN platform.role AS r ON r.code = SUBSTRING(t.value, 6, 64) AND r.isActive = 1
        JOIN platform.user_role AS ur ON ur.roleCode = r.code
        WHERE t.value LIKE N'role:%'
      );
    SET @count = @@ROWCOUNT;
    IF @count > 0
    BEGIN
      INSERT INTO platform.event (topic, payload)
      SELECT CONCAT(N'user:', m.userID),
        (SELECT N'notification' AS kind, m.id AS id, @typeCode AS typeCode, @text AS text, @url AS url FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
      FROM @made AS m;
      INSERT INTO platform.outbox (type, payload, createdBy, traceID)
      SELECT 'notificationDelivery', CONCAT(N'{"ids":[', STRING_AGG(CAST(m.id AS nvarchar(max)), N','), N']}'),
        CAST(SESSION_CONTEXT(N'username') AS nvarchar(64)), CAST(SESSION_CONTEXT(N'traceID') AS varchar(64))
      FROM @made AS m;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
