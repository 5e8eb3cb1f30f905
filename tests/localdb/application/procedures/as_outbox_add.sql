-- Puts an external action into the outbox, inside the caller's transaction.
CREATE OR ALTER PROCEDURE dbo.as_outbox_add @type varchar(32), @payload nvarchar(max), @delaySeconds int = 0, @id bigint = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF ISJSON(@payload) = 0 THROW 50001, N'The payload is not JSON.', 1;
  INSERT INTO dbo.as_outbox (type, payload, nextAttempt) VALUES (@type, @payload, DATEADD(SECOND, @delaySeconds, dbo.as_now()));
  SET @id = SCOPE_IDENTITY();
END;
GO
