-- Form `gal-place`: what this visitor chose before, else a point in Kazan.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-place_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-place' AND a.username = @username);
  SELECT ISNULL(a.countryID, 1) AS countryID, ISNULL(a.regionID, 12) AS regionID, ISNULL(a.cityID, 23) AS cityID, ISNULL(a.pointID, 44) AS pointID
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (countryID int, regionID int, cityID int, pointID int) AS a
  WHERE @isOpen = 1;
END;
GO
