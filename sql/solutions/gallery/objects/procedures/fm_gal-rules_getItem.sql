-- Form `gal-rules`: what this visitor entered before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-rules_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-rules' AND a.username = @username);
  SELECT ISNULL(a.delivery, N'courier') AS delivery, a.address, ISNULL(a.floor, 3) AS floor, ISNULL(a.hasLift, N'False') AS hasLift, ISNULL(a.weight, 25) AS weight, ISNULL(a.helpers, 1) AS helpers, ISNULL(a.code, N'G-101') AS code, a.goodName, a.comment
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (delivery nvarchar(16), address nvarchar(200), floor int, hasLift nvarchar(8), weight decimal(9, 2), helpers int, code nvarchar(16), goodName nvarchar(200), comment nvarchar(400)) AS a
  WHERE @isOpen = 1;
END;
GO
