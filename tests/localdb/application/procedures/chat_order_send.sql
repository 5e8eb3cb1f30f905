-- Chat of an order: adds a message and notifies the others.
CREATE OR ALTER PROCEDURE dbo.chat_order_send @itemID int, @text nvarchar(max), @username nvarchar(64), @replyTo bigint = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @access TABLE (username nvarchar(64));
  DECLARE @to nvarchar(max), @id bigint, @notice nvarchar(1000) = LEFT(@username + N': ' + @text, 60);
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) WHERE id = @itemID) THROW 50403, N'Нет доступа.', 1;
  INSERT dbo.cht_messages (chatCode, itemID, username, [text], replyTo) VALUES ('order', @itemID, @username, @text, @replyTo);
  SET @id = @@IDENTITY;
  SELECT @to = STRING_AGG(m.username, N',') FROM (SELECT DISTINCT username FROM dbo.cht_messages WHERE chatCode = 'order' AND itemID = @itemID AND username <> @username) AS m;
  IF @to IS NOT NULL EXEC dbo.as_nt_createNotification @to, @notice, 'chat';
  SELECT m.id, m.username, m.[text], r.[text] AS replyText FROM dbo.cht_messages AS m LEFT JOIN dbo.cht_messages AS r ON r.id = m.replyTo WHERE m.id = @id;
END;
GO
