-- Form `gal-widget` (no save): how much of a good the money buys.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-widget_checkItemField]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
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

  DECLARE @money decimal(18, 2) = TRY_CAST(IIF(@field = N'money', @value, dbo.as_filterValue(@parameters, N'money')) AS decimal(18, 2)),
    @goodID int = TRY_CAST(IIF(@field = N'goodID', @value, dbo.as_filterValue(@parameters, N'goodID')) AS int);
  SELECT 1 AS Result, N'' AS Msg;
  SELECT N'result' AS field, CONCAT(N'<strong>', FLOOR(@money / g.price), N'</strong> × ', IIF(@lang = N'ru', g.nameRu, g.nameEn)) AS html
  FROM dbo.gal_goods AS g
  WHERE g.id = @goodID AND @money >= 0;
END;
GO
