-- Sends a notification in each receiver's own language. @to: a comma list of usernames; the sender gets none. Callers: everything here that tells somebody something.
CREATE OR ALTER PROCEDURE dbo.[nt_send]
  @to nvarchar(max),
  @textEn nvarchar(1000),
  @textRu nvarchar(1000),
  @typeCode nvarchar(64),
  @url nvarchar(512),
  @from nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @en nvarchar(max), @ru nvarchar(max);
  SELECT
    @en = STRING_AGG(CASE WHEN ISNULL(u.lang, 'en') <> 'ru' THEN CAST(u.username AS nvarchar(max)) END, N','),
    @ru = STRING_AGG(CASE WHEN u.lang = 'ru' THEN CAST(u.username AS nvarchar(max)) END, N',')
  FROM platform.[user] AS u
  WHERE u.isActive = 1
    AND u.username <> ISNULL(@from, N'')
    AND u.username IN (SELECT LTRIM(RTRIM(v.value)) FROM STRING_SPLIT(@to, N',') AS v);
  IF @en IS NOT NULL EXEC dbo.as_nt_createNotification @from = @from, @to = @en, @url = @url, @text = @textEn, @typeCode = @typeCode, @additional = N'';
  IF @ru IS NOT NULL EXEC dbo.as_nt_createNotification @from = @from, @to = @ru, @url = @url, @text = @textRu, @typeCode = @typeCode, @additional = N'';
END;
GO
