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

  SELECT @payload = JSON_MODIFY(@payload, CONCAT(N'$."', n.name, N'"'), n.value)
  FROM (VALUES
    (N'to', @to), (N'text', @text), (N'typeCode', @typeCode), (N'url', @url), (N'subject', @subject), (N'body', @body),
    (N'template', @template), (N'title', @title), (N'additional', @additional), (N'number', @number), (N'chat', @chat), (N'msg', @msg),
    (N'prefix', @prefix), (N'code', @code), (N'runAt', @runAt), (N'spCallback', @spCallback), (N'p1_name', @p1_name),
    (N'p1_value', @p1_value), (N'p2_name', @p2_name), (N'p2_value', @p2_value), (N'p3_name', @p3_name), (N'p3_value', @p3_value)
  ) AS n(name, value)
  WHERE n.value IS NOT NULL;

  INSERT INTO platform.outbox (type, payload, nextAttempt, createdBy, traceID)
  VALUES (@type, @payload, DATEADD(SECOND, ISNULL(@delaySeconds, 0), SYSUTCDATETIME()),
    CAST(SESSION_CONTEXT(N'username') AS nvarchar(64)), CAST(SESSION_CONTEXT(N'traceID') AS varchar(64)));
  SET @id = SCOPE_IDENTITY();
END;
GO
