-- Notifies users, from a solution's procedures: a username, a comma list, or role:CODE. In the caller's transaction.
CREATE OR ALTER PROCEDURE dbo.as_nt_createNotification
  @from nvarchar(64) = NULL,
  @to nvarchar(max),
  @url nvarchar(512) = NULL,
  @text nvarchar(1000),
  @typeCode nvarchar(64) = NULL,
  @additional nvarchar(max) = NULL,
  @except nvarchar(64) = NULL,
  @count int = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  EXEC platform.notification_create @to = @to, @text = @text, @typeCode = @typeCode, @url = @url, @additional = @additional,
    @from = @from, @except = @except, @count = @count OUTPUT;
END;
GO
