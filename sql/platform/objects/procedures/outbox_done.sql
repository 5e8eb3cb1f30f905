-- A worker has carried out an action. Result 0: it is not this worker's any more.
CREATE OR ALTER PROCEDURE platform.outbox_done
  @id bigint,
  @owner nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE platform.outbox
  SET status = 'done', lockedBy = NULL, lockedUntil = NULL, lastError = NULL
  WHERE id = @id AND lockedBy = @owner AND status IN ('pending', 'failed');
  SELECT @@ROWCOUNT AS Result;
END;
GO
