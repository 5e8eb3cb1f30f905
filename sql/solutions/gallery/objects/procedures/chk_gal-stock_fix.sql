-- Check `gal-stock`: sends the chosen goods to the archive.
CREATE OR ALTER PROCEDURE dbo.[chk_gal-stock_fix]
  @itemIDs nvarchar(max),
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

  UPDATE dbo.gal_goods SET stateCode = N'archive' WHERE stock = 0 AND id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'В архиве: ', N'Archived: '), @@ROWCOUNT) AS Msg;
END;
GO
