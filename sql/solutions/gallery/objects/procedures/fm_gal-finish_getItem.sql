-- Form `gal-finish`: what is asked when a task goes to be checked.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-finish_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT t.cost, t.note FROM dbo.gal_tasks AS t WHERE t.id = TRY_CAST(@itemID AS int) AND @isOpen = 1;
END;
GO
