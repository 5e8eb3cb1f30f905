-- Form `gal-choice`: what this visitor chose before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-choice_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-choice' AND a.username = @username);
  SELECT ISNULL(a.state, N'sale') AS state, ISNULL(a.categoryID, 5) AS categoryID, ISNULL(a.light, N'sun,shade') AS light, ISNULL(a.delivery, N'courier') AS delivery, ISNULL(a.isOnline, N'True') AS isOnline, ISNULL(a.hasGuarantee, N'False') AS hasGuarantee, ISNULL(a.days, N'mon,wed') AS days, ISNULL(a.goodID, (SELECT MIN(g.id) FROM dbo.gal_goods AS g)) AS goodID, ISNULL(a.placeIDs, N'23,29') AS placeIDs, ISNULL(a.tags, N'gift') AS tags
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (state nvarchar(16), categoryID int, light nvarchar(64), delivery nvarchar(16), isOnline nvarchar(8), hasGuarantee nvarchar(8), days nvarchar(64), goodID int, placeIDs nvarchar(200), tags nvarchar(200)) AS a
  WHERE @isOpen = 1;
END;
GO
