-- Falcon chat: access by participation, participants as the second set, messages with read marks
CREATE TABLE dbo.ch_members (chatID int, username nvarchar(32), canWrite bit, PRIMARY KEY (chatID, username));
CREATE TABLE dbo.ch_messages (id int IDENTITY PRIMARY KEY, chatID int, username nvarchar(32), txt nvarchar(200), at_ datetime2(0));
INSERT INTO dbo.ch_members VALUES (1, N'olga', 1), (1, N'anna', 0), (2, N'petr', 1);
INSERT INTO dbo.ch_messages (chatID, username, txt, at_) VALUES (1, N'olga', N'Здравствуйте', '2024-05-01T10:00:00'), (1, N'olga', N'Заказ готов', '2024-05-01T10:05:00'), (2, N'petr', N'Чужое', '2024-05-01T11:00:00');
GO
CREATE PROCEDURE [dbo].[chat_order_access] @itemID int, @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  SELECT CAST(COUNT(*) AS bit) AS CanRead, CAST(ISNULL(MAX(CAST(canWrite AS int)), 0) AS bit) AS CanWrite, N'Заказ №' + CAST(@itemID AS nvarchar(10)) AS Title FROM dbo.ch_members WHERE chatID = @itemID AND username = @username;
  SELECT username FROM dbo.ch_members WHERE chatID = @itemID AND EXISTS (SELECT 1 FROM dbo.ch_members AS m WHERE m.chatID = @itemID AND m.username = @username) ORDER BY username;
END
GO
EXEC dbo.chat_order_access 1, N'anna';
EXEC dbo.chat_order_access 1, N'petr';
SELECT m.chatID, COUNT(*) AS messages, MAX(m.at_) AS last_, (SELECT TOP (1) x.txt FROM dbo.ch_messages AS x WHERE x.chatID = m.chatID ORDER BY x.id DESC) AS lastText FROM dbo.ch_messages AS m GROUP BY m.chatID ORDER BY m.chatID;
