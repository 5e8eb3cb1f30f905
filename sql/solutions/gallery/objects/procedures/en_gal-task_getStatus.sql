-- Entity `gal-task`: the current status.
CREATE OR ALTER PROCEDURE dbo.[en_gal-task_getStatus]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT t.statusCode AS status FROM dbo.gal_tasks AS t WHERE t.id = TRY_CAST(@itemID AS int) AND @isOpen = 1;
END;
GO
