-- Block `gal-source`: the source of the components that the parameter `of` names; with `open` the first definition is unfolded.
CREATE OR ALTER PROCEDURE dbo.[block_gal-source_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @of nvarchar(400) = dbo.as_filterValue(@parameters, N'of'), @isFirstOpen bit = TRY_CAST(dbo.as_filterValue(@parameters, N'open') AS bit);
  EXEC dbo.gal_source @of = @of, @isFirstOpen = @isFirstOpen, @username = @username, @lang = @lang;
END;
GO
