-- Form `gal-good`: deletes the good with its sales.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-good_deleteItem]
  @itemID nvarchar(64),
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

  DELETE FROM dbo.gal_goods WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg, N'table-gal-goods,table-gal-cards' AS RefreshContainer;
END;
GO
