-- Takes waiting actions for a worker, oldest first; other workers skip those that are locked.
CREATE OR ALTER PROCEDURE dbo.as_outbox_take @worker sysname, @count int = 10
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  WITH next AS (
    SELECT TOP (@count) id, type, payload, status, attempts, lockedBy
    FROM dbo.as_outbox WITH (UPDLOCK, READPAST, ROWLOCK)
    WHERE status = 'N' AND nextAttempt <= dbo.as_now()
    ORDER BY id
  )
  UPDATE next SET status = 'P', attempts += 1, lockedBy = @worker
  OUTPUT inserted.id, inserted.type, JSON_VALUE(inserted.payload, '$.to') AS [to], inserted.payload, deleted.status AS wasStatus, inserted.attempts;
END;
GO
