-- Form `gal-finish`: saving it makes the transition.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-finish_saveItem]
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

  UPDATE dbo.gal_tasks SET cost = ISNULL(TRY_CAST(dbo.as_filterValue(@parameters, N'cost') AS decimal(18, 2)), cost), note = dbo.as_filterValue(@parameters, N'note'), progress = 90 WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
