-- Writes trace rows from a JSON array of engine/trace.ts's TraceRow; what is too long is cut, a trace never fails for its length.
CREATE OR ALTER PROCEDURE platform.trace_write
  @rows nvarchar(max)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT INTO platform.trace (traceID, created, level, kind, code, header, text, url, userID, username, ms, [rows], details)
  SELECT LEFT(r.traceID, 64), ISNULL(TRY_CONVERT(datetime2(3), LEFT(r.created, 23), 126), SYSUTCDATETIME()), ISNULL(r.level, 1),
    LEFT(ISNULL(r.kind, N'trace'), 16), LEFT(ISNULL(r.code, N''), 256), LEFT(r.header, 512), r.text, LEFT(r.url, 1024),
    r.userID, LEFT(r.username, 64), r.ms, r.[rows], r.details
  FROM OPENJSON(@rows) WITH (
    traceID nvarchar(max) '$.traceID',
    created nvarchar(max) '$.created',
    level tinyint '$.level',
    kind nvarchar(max) '$.kind',
    code nvarchar(max) '$.code',
    header nvarchar(max) '$.header',
    text nvarchar(max) '$.text',
    url nvarchar(max) '$.url',
    userID int '$.userID',
    username nvarchar(max) '$.username',
    ms float '$.ms',
    [rows] int '$.rows',
    details nvarchar(max) '$.details' AS JSON
  ) AS r;
END;
GO
