-- Puts an external action into the outbox inside the caller's own transaction: it will be carried out at least once if, and only if,
-- that transaction commits. The action's columns come as a JSON object in @payload or by name; those by name win.
CREATE OR ALTER PROCEDURE dbo.as_outbox_add
  @type varchar(32),
  @payload nvarchar(max) = NULL,
  @to nvarchar(max) = NULL,
  @text nvarchar(max) = NULL,
  @typeCode nvarchar(64) = NULL,
  @url nvarchar(1024) = NULL,
  @subject nvarchar(512) = NULL,
  @body nvarchar(max) = NULL,
  @template nvarchar(64) = NULL,
  @title nvarchar(512) = NULL,
  @additional nvarchar(max) = NULL,
  @number nvarchar(64) = NULL,
  @chat nvarchar(128) = NULL,
  @msg nvarchar(max) = NULL,
  @prefix nvarchar(128) = NULL,
  @code nvarchar(64) = NULL,
  @runAt nvarchar(32) = NULL,
  @spCallback nvarchar(256) = NULL,
  @p1_name nvarchar(128) = NULL,
  @p1_value nvarchar(max) = NULL,
  @p2_name nvarchar(128) = NULL,
  @p2_value nvarchar(max) = NULL,
  @p3_name nvarchar(128) = NULL,
  @p3_value nvarchar(max) = NULL,
  @delaySeconds int = 0,
  @id bigint = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  SET @payload = ISNULL(@payload, N'{}');
  IF ISJSON(@payload) = 0 OR LTRIM(@payload) NOT LIKE N'{%' THROW 50001, N'The payload of an external action must be a JSON object.', 1;

  DECLARE @named nvarchar(max) = (
    SELECT @to AS [to], @text AS text, @typeCode AS typeCode, @url AS url, @subject AS subject, @body AS body, @template AS template,
      @title AS title, @additional AS additional, @number AS number, @chat AS chat, @msg AS msg, @prefix AS prefix, @code AS code,
      @runAt AS runAt, @spCallback AS spCallback, @p1_name AS p1_name, @p1_value AS p1_value, @p2_name AS p2_name,
      @p2_value AS p2_value, @p3_name AS p3_name, @p3_value AS p3_value
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
  );
  SELECT @payload = CONCAT(N'{', STRING_AGG(
      CONCAT(N'"', STRING_ESCAPE(p.[key], 'json'), N'":',
        CASE p.type WHEN 0 THEN N'null' WHEN 1 THEN CONCAT(N'"', STRING_ESCAPE(p.[value], 'json'), N'"') ELSE p.[value] END), N','), N'}')
  FROM (
    SELECT n.[key] COLLATE DATABASE_DEFAULT AS [key], n.[value], n.type FROM OPENJSON(@named) AS n
    UNION ALL
    SELECT o.[key] COLLATE DATABASE_DEFAULT, o.[value], o.type
    FROM OPENJSON(@payload) AS o
    WHERE NOT EXISTS (SELECT 1 FROM OPENJSON(@named) AS n WHERE n.[key] = o.[key])
  ) AS p;

  INSERT INTO platform.outbox (type, payload, nextAttempt, createdBy, traceID)
  VALUES (@type, @payload, DATEADD(SECOND, ISNULL(@delaySeconds, 0), SYSUTCDATETIME()),
    CAST(SESSION_CONTEXT(N'username') AS nvarchar(64)), CAST(SESSION_CONTEXT(N'traceID') AS varchar(64)));
  SET @id = SCOPE_IDENTITY();
END;
GO
