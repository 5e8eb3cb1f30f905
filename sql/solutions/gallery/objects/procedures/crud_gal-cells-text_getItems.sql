-- Table `gal-cells-text`: columns that hold texts and addresses.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-cells-text_getItems]
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
  SELECT TOP (6) g.id, IIF(@lang = N'ru', g.nameRu, g.nameEn) AS name, CONCAT(N'<b>', g.code, N'</b> <em>', IIF(@lang = N'ru', g.nameRu, g.nameEn), N'</em>') AS marked, g.site, p.email, p.phone, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS person
  FROM dbo.gal_goods AS g
  INNER JOIN dbo.gal_people AS p ON p.id = g.personID
  WHERE @isOpen = 1
  ORDER BY g.ord;
END;
GO
