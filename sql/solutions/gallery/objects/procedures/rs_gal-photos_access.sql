-- Resource `gal-photos`: as the files.
CREATE OR ALTER PROCEDURE dbo.[rs_gal-photos_access]
  @itemID nvarchar(64),
  @action nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT CAST(dbo.gal_isOpen(@username) AS int) AS Result, dbo.gal_refusal(@lang) AS Msg;
END;
GO
