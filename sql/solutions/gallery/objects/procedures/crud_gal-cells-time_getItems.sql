-- Table `gal-cells-time`: columns that hold dates, times, marks.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-cells-time_getItems]
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
  SELECT TOP (6) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, g.added, g.added AS addedLong, g.checkedAt, g.checkedAt AS wall, g.opens, g.checkedAt AS ago, g.isOnline, g.isOnline AS site
  FROM dbo.gal_goods AS g
  WHERE @isOpen = 1
  ORDER BY g.ord;
END;
GO
