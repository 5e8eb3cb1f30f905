-- sp_addmessage: RAISERROR and FORMATMESSAGE by number, replaced, dropped; the rules of numbers and severities
EXEC sp_addmessage 60901, 16, N'Percent expected in range 0 to 100; got %i.';
DECLARE @text nvarchar(200) = FORMATMESSAGE(60901, 105);
SELECT @text AS formatted, FORMATMESSAGE(60902, 1) AS missing;
RAISERROR (60901, 10, 1, 5);
BEGIN TRY RAISERROR (60901, -1, -1, 7); END TRY
BEGIN CATCH SELECT ERROR_NUMBER() AS number, ERROR_SEVERITY() AS severity, ERROR_STATE() AS state, ERROR_MESSAGE() AS message; END CATCH
GO
EXEC sp_addmessage 60901, 16, N'again';
EXEC sp_addmessage @msgnum = 60901, @severity = 12, @msgtext = N'Order %d of %s', @lang = 'us_english', @replace = 'replace';
SELECT message_id, severity, text FROM sys.messages WHERE message_id = 60901 AND language_id = 1033;
BEGIN TRY RAISERROR (60901, 16, 3, 15, N'Anna'); END TRY
BEGIN CATCH SELECT ERROR_NUMBER() AS number, ERROR_SEVERITY() AS severity, ERROR_STATE() AS state, ERROR_MESSAGE() AS message; END CATCH
GO
DECLARE @text nvarchar(2048) = FORMATMESSAGE(60901, 7, N'Pavel');
EXEC sp_dropmessage 60901;
THROW 60901, @text, 2;
GO
RAISERROR (60901, 16, 1);
EXEC sp_dropmessage 60901;
EXEC sp_addmessage 50000, 16, N'too low';
EXEC sp_addmessage 60901, 26, N'too severe';
GO
