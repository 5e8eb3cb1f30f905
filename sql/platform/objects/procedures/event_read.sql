-- Messages after @after, oldest first. Sets: (1) id, topic, payload; (2) the number to ask after next time. With NULL it answers no
-- message, only where to begin. READCOMMITTEDLOCK: a message whose number is lower but whose transaction is still open is waited for,
-- never jumped over.
CREATE OR ALTER PROCEDURE platform.event_read
  @after bigint = NULL,
  @limit int = 500
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @messages TABLE (id bigint NOT NULL PRIMARY KEY, topic nvarchar(200) NOT NULL, payload nvarchar(max) NOT NULL);
  INSERT INTO @messages (id, topic, payload)
  SELECT TOP (@limit) e.id, e.topic, e.payload
  FROM platform.event AS e WITH (READCOMMITTEDLOCK)
  WHERE e.id > @after
  ORDER BY e.id;
  SELECT m.id, m.topic, m.payload FROM @messages AS m ORDER BY m.id;
  IF @after IS NULL
    SELECT ISNULL(MAX(e.id), 0) AS [last] FROM platform.event AS e WITH (READCOMMITTEDLOCK);
  ELSE
    SELECT ISNULL(MAX(m.id), @after) AS [last] FROM @messages AS m;
END;
GO
