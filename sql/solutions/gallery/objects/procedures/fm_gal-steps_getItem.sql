-- Form `gal-steps`: an empty plan, or what this visitor entered before.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-steps_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @answers nvarchar(max) = (SELECT a.answers FROM dbo.gal_answers AS a WHERE a.formCode = N'gal-steps' AND a.username = @username);
  SELECT a.name, a.area, a.soil, a.starts, a.budget, a.personID, a.note
  FROM OPENJSON(ISNULL(@answers, N'{}')) WITH (name nvarchar(200), area decimal(9, 2), soil nvarchar(16), starts date, budget decimal(18, 2), personID int, note nvarchar(2000)) AS a
  WHERE @isOpen = 1;
END;
GO
