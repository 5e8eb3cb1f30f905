-- Form `gal-tabs`: what this visitor entered before, else examples.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-tabs_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-tabs' AND a.username = @username);
  SELECT ISNULL(a.name, IIF(@lang = N'ru', N'Розарий', N'Rose garden')) AS name, ISNULL(a.area, 320) AS area, ISNULL(a.soil, N'loam') AS soil, ISNULL(a.starts, CAST(SYSUTCDATETIME() AS date)) AS starts, ISNULL(a.budget, 60000) AS budget, ISNULL(a.personID, 1) AS personID, a.phone, a.note
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (name nvarchar(200), area decimal(9, 2), soil nvarchar(16), starts date, budget decimal(18, 2), personID int, phone nvarchar(32), note nvarchar(2000)) AS a
  WHERE @isOpen = 1;
END;
GO
