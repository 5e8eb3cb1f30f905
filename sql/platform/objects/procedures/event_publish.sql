-- A message to all processes: `user:15`, `chat:order:7`. Becomes visible when the caller's transaction commits.
CREATE OR ALTER PROCEDURE platform.event_publish
  @topic nvarchar(200),
  @payload nvarchar(max)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT INTO platform.event (topic, payload) VALUES (@topic, ISNULL(@payload, N'null'));
END;
GO
