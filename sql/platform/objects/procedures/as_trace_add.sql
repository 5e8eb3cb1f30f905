-- Writes a line of the journal; never fails its caller, in a doomed transaction it writes nothing.
CREATE OR ALTER PROCEDURE dbo.as_trace_add
  @code nvarchar(256),
  @header nvarchar(512) = NULL,
  @text nvarchar(max) = NULL,
  @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  IF XACT_STATE() = -1 RETURN 1;
  INSERT INTO platform.trace (code, header, text, username, userID, traceID)
  VALUES (ISNULL(@code, N''), @header, @text, COALESCE(@username, CAST(SESSION_CONTEXT(N'username') AS nvarchar(64))),
    TRY_CAST(SESSION_CONTEXT(N'userID') AS int), CAST(SESSION_CONTEXT(N'traceID') AS varchar(64)));
  RETURN 0;
END;
GO
