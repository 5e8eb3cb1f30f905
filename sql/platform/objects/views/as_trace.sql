-- The journal, readable and writable: INSERT INTO dbo.as_trace (code, header, text, created, username).
CREATE OR ALTER VIEW dbo.as_trace
AS
SELECT t.id, t.code, t.header, t.text, t.created, t.username, t.userID, t.traceID, t.kind, t.level, t.ms, t.url
FROM platform.trace AS t;
GO
