-- Form `gal-reprice` asks for the percent of an operation; the operation itself changes the prices.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-reprice_saveItem]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
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
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
