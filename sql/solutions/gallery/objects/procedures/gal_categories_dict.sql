-- A list of categories, grouped by the one above. Used by forms and tables through `dictionary.procedure`.
CREATE OR ALTER PROCEDURE dbo.gal_categories_dict
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT c.id AS Value, IIF(@lang = N'ru', c.nameRu, c.nameEn) AS Text, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS [Group], c.icon AS Icon
  FROM dbo.gal_categories AS c
  INNER JOIN dbo.gal_categories AS p ON p.id = c.parentID
  WHERE @isOpen = 1
  ORDER BY p.ord, c.ord;
END;
GO
