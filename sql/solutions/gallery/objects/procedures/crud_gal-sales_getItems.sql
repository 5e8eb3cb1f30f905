-- Table `gal-sales`: the sales of one good (itemID of the row above), by month.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-sales_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username), @goodID int = TRY_CAST(dbo.as_filterValue(@filters, N'itemID') AS int);
  SELECT CONCAT(s.goodID, N'-', CONVERT(nvarchar(10), s.soldOn, 120)) AS id, s.soldOn, s.qty, s.amount
  FROM dbo.gal_sales AS s
  WHERE s.goodID = @goodID AND @isOpen = 1
  ORDER BY s.soldOn DESC;
END;
GO
