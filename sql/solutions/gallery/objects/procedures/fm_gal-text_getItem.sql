-- Form `gal-text`: what this visitor entered before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-text_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-text' AND a.username = @username);
  SELECT ISNULL(a.name, IIF(@lang = N'ru', N'Сад у реки', N'Garden by the river')) AS name, ISNULL(a.note, IIF(@lang = N'ru', N'Два ряда яблонь, дорожка из коры и скамейка.', N'Two rows of apple trees, a path of bark and a bench.')) AS note, ISNULL(a.email, N'garden@example.com') AS email, ISNULL(a.phone, N'+7 (900) 410-20-30') AS phone, ISNULL(a.site, N'https://example.com/garden') AS site, ISNULL(a.lot, N'AB-1024') AS lot, ISNULL(a.number, N'G-2048') AS number, ISNULL(a.source, N'gallery') AS source
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (name nvarchar(200), note nvarchar(2000), email nvarchar(128), phone nvarchar(32), site nvarchar(200), lot nvarchar(32), number nvarchar(64), source nvarchar(64)) AS a
  WHERE @isOpen = 1;
END;
GO
