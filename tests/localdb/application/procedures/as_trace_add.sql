-- Writes a trace row; never fails its caller.
CREATE OR ALTER PROCEDURE dbo.as_trace_add
  @code nvarchar(64), @header nvarchar(256), @text nvarchar(max) = NULL, @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  IF XACT_STATE() = -1 RETURN 1;
  INSERT INTO dbo.as_trace (code, header, [text], username) VALUES (@code, @header, @text, COALESCE(@username, CAST(SESSION_CONTEXT(N'username') AS nvarchar(64))));
  RETURN 0;
END;
GO
