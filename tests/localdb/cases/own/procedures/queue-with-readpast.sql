-- Taking work from a queue: UPDATE of TOP rows through a CTE with hints and OUTPUT, until it is empty
CREATE TABLE dbo.jobs (id int PRIMARY KEY, state varchar(10) NOT NULL DEFAULT 'new', taken_by varchar(10) NULL);
INSERT INTO dbo.jobs (id) VALUES (1), (2), (3);
GO
CREATE PROCEDURE dbo.jobs_take @worker varchar(10), @n int = 2 AS
BEGIN
  SET NOCOUNT ON;
  WITH q AS (SELECT TOP (@n) id, state, taken_by FROM dbo.jobs WITH (UPDLOCK, READPAST, ROWLOCK) WHERE state = 'new' ORDER BY id)
  UPDATE q SET state = 'work', taken_by = @worker OUTPUT inserted.id, deleted.state AS was;
  RETURN @@ROWCOUNT;
END
GO
DECLARE @rc int;
EXEC @rc = dbo.jobs_take 'w1';
EXEC dbo.jobs_take 'w2', 5;
EXEC dbo.jobs_take 'w3';
SELECT @rc AS rc, COUNT(DISTINCT taken_by) AS workers FROM dbo.jobs;
