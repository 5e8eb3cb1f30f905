-- Form `gal-steps`: the check before saving; a refusal names its field, whose step opens.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-steps_checkItem]
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

  DECLARE @area decimal(9, 2) = TRY_CAST(dbo.as_filterValue(@parameters, N'area') AS decimal(9, 2)), @budget decimal(18, 2) = TRY_CAST(dbo.as_filterValue(@parameters, N'budget') AS decimal(18, 2));
  SELECT 0 AS Result, IIF(@lang = N'ru', N'На такую площадь нужно хотя бы 100 за квадратный метр.', N'For so much ground the budget is at least 100 for a square metre.') AS Msg, N'budget' AS Field
  WHERE @budget < @area * 100;
END;
GO
