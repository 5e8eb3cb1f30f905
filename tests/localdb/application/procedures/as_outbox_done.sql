-- Ends or postpones a taken action: three failures and it is given up.
CREATE OR ALTER PROCEDURE dbo.as_outbox_done @id bigint, @error nvarchar(max) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.as_outbox
  SET status = CASE WHEN @error IS NULL THEN 'D' WHEN attempts >= 3 THEN 'F' ELSE 'N' END,
      nextAttempt = IIF(@error IS NULL, nextAttempt, DATEADD(MINUTE, POWER(2, attempts), dbo.as_now())),
      lockedBy = NULL,
      payload = CASE WHEN @error IS NULL THEN payload ELSE JSON_MODIFY(JSON_MODIFY(payload, '$.error', @error), 'append $.errors', @error) END
  WHERE id = @id AND status = 'P';
  RETURN @@ROWCOUNT;
END;
GO
