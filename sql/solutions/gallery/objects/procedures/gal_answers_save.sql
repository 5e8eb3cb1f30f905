-- Keeps what a visitor entered in a form that has no table of its own. Callers: fm_gal-*_saveItem.
CREATE OR ALTER PROCEDURE dbo.gal_answers_save
  @formCode nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @message nvarchar(100) = dbo.gal_refusal(@lang), @answers nvarchar(max);
  IF dbo.gal_isOpen(@username) = 0 THROW 50403, @message, 1;
  SELECT @answers = CONCAT(N'{', STRING_AGG(CONCAT(N'"', STRING_ESCAPE(CAST(p.[Key] AS nvarchar(max)), 'json'), N'":"', STRING_ESCAPE(p.[Value], 'json'), N'"'), N','), N'}')
  FROM @parameters AS p
  WHERE p.[Value] IS NOT NULL AND p.[Key] NOT IN (N'itemID', N'lang', N'langID', N'pageCode', N'ip', N'button');
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.gal_answers WITH (UPDLOCK, HOLDLOCK) SET answers = @answers, saved = SYSUTCDATETIME() WHERE formCode = @formCode AND username = @username;
    IF @@ROWCOUNT = 0 INSERT INTO dbo.gal_answers (formCode, username, answers) VALUES (@formCode, @username, @answers);
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
END;
GO
