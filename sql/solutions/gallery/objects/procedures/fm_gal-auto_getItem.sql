-- Form `gal-auto`: what this visitor chose before.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-auto_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-auto' AND a.username = @username);
  SELECT ISNULL(a.isQuiet, N'False') AS isQuiet, ISNULL(a.density, N'user') AS density, ISNULL(a.limit, 20) AS limit
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (isQuiet nvarchar(8), density nvarchar(16), limit int) AS a
  WHERE @isOpen = 1;
END;
GO
