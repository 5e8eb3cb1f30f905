-- A list of people. Used by forms and tables through `dictionary.procedure`.
CREATE OR ALTER PROCEDURE dbo.gal_people_dict
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT p.id AS Value, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Text, IIF(@lang = N'ru', p.postRu, p.postEn) AS [Group]
  FROM dbo.gal_people AS p
  WHERE @isOpen = 1
  ORDER BY IIF(@lang = N'ru', p.postRu, p.postEn), p.id;
END;
GO
