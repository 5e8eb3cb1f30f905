-- Form `gal-auto`: one value in place (`as-editable`).
CREATE OR ALTER PROCEDURE dbo.[fm_gal-auto_saveEditableField]
  @pk nvarchar(64),
  @fieldCode nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  IF @fieldCode NOT IN (N'isQuiet', N'density', N'limit') OR (@fieldCode = N'limit' AND TRY_CAST(@value AS int) NOT BETWEEN 5 AND 200)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'От 5 до 200.', N'From 5 to 200.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    IF NOT EXISTS (SELECT 1 FROM dbo.gal_answers AS a WITH (UPDLOCK, HOLDLOCK) WHERE a.formCode = N'gal-auto' AND a.username = @username)
      INSERT INTO dbo.gal_answers (formCode, username, answers) VALUES (N'gal-auto', @username, N'{}');
    UPDATE dbo.gal_answers SET answers = JSON_MODIFY(answers, CONCAT(N'$.', @fieldCode), @value), saved = SYSUTCDATETIME() WHERE formCode = N'gal-auto' AND username = @username;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
