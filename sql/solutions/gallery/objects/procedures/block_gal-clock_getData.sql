-- Block `gal-clock`: the moment of loading, to see that it is loaded again.
CREATE OR ALTER PROCEDURE dbo.[block_gal-clock_getData]
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT SYSUTCDATETIME() AS now WHERE @isOpen = 1;
END;
GO
