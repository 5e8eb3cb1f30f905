-- Table `gal-cells-number`: columns that hold numbers.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-cells-number_getItems]
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
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT TOP (6) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, g.stock, g.price, CAST(g.price / 95 AS decimal(18, 2)) AS priceEur, N'EUR' AS currency, g.stock - 40 AS diff, (g.ord / 3) % 100 AS share, (g.ord * 7 / 10) % 100 AS done, g.rating, g.stock * 1300 + 700 AS bytes
  FROM dbo.gal_goods AS g
  WHERE @isOpen = 1
  ORDER BY g.ord;
END;
GO
