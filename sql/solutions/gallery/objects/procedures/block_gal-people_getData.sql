-- Block `gal-people`: two sets, for `sel1` and `row2` of the body.
CREATE OR ALTER PROCEDURE dbo.[block_gal-people_getData]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT TOP (4) IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, IIF(@lang = N'ru', p.postRu, p.postEn) AS post, p.email, (SELECT COUNT(*) FROM dbo.gal_tasks AS t WHERE t.personID = p.id) AS tasks
  FROM dbo.gal_people AS p
  WHERE @isOpen = 1
  ORDER BY p.id;
  SELECT COUNT(*) AS people, SUM(t.cost) AS cost, MAX(t.endsAt) AS ends
  FROM dbo.gal_people AS p LEFT JOIN dbo.gal_tasks AS t ON t.personID = p.id
  WHERE @isOpen = 1;
END;
GO
