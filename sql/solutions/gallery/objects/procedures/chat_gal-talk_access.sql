-- Chat `gal-talk`: developers read and write; set 2 who hears of a message.
CREATE OR ALTER PROCEDURE dbo.[chat_gal-talk_access]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT 1 AS CanRead, 1 AS CanWrite, IIF(@lang = N'ru', N'Обсуждение витрины', N'Talk about the window') AS Title, N'/gallery/chat' AS Url WHERE @isOpen = 1;
  SELECT u.username FROM platform.[user] AS u INNER JOIN platform.user_role AS r ON r.userID = u.id WHERE r.roleCode = N'developer' AND u.isActive = 1 AND @isOpen = 1;
END;
GO
