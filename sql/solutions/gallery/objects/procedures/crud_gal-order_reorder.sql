-- Table `gal-order`: categories as they were dragged.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-order_reorder]
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

  UPDATE c SET ord = (CAST(j.[key] AS int) + 1) * 10
  FROM dbo.gal_categories AS c
  INNER JOIN OPENJSON(CONCAT(N'[', @itemIDs, N']')) AS j ON TRY_CAST(j.value AS int) = c.id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
