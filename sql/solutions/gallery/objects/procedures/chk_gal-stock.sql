-- Check `gal-stock`: what is on sale is in stock. @username is NULL when the platform runs it.
CREATE OR ALTER PROCEDURE dbo.[chk_gal-stock]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT g.id AS itemID, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS text, N'/gallery/table' AS url, CASE WHEN g.stateCode = N'sold' THEN N'info' ELSE N'warning' END AS severity, g.price, g.checkedAt
  FROM dbo.gal_goods AS g
  WHERE g.stock = 0 AND g.stateCode <> N'archive' AND @isOpen = 1
  ORDER BY g.ord;
END;
GO
