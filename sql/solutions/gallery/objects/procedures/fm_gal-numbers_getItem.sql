-- Form `gal-numbers`: what this visitor entered before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-numbers_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-numbers' AND a.username = @username);
  SELECT ISNULL(a.area, 12.5) AS area, ISNULL(a.price, 1450) AS price, ISNULL(a.priceEur, 15.5) AS priceEur, ISNULL(a.share, 40) AS share, ISNULL(a.rating, 4) AS rating, ISNULL(a.starts, CAST(SYSUTCDATETIME() AS date)) AS starts, ISNULL(a.meets, DATEADD(HOUR, 34, CAST(CAST(SYSUTCDATETIME() AS date) AS datetime2(0)))) AS meets, ISNULL(a.opens, '09:30') AS opens, ISNULL(a.season, CONVERT(nvarchar(7), SYSUTCDATETIME(), 120)) AS season, ISNULL(a.color, N'#1e6b5c') AS color
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (area decimal(9, 2), price decimal(18, 2), priceEur decimal(18, 2), share int, rating int, starts date, meets datetime2(0), opens time(0), season nvarchar(7), color nvarchar(7)) AS a
  WHERE @isOpen = 1;
END;
GO
