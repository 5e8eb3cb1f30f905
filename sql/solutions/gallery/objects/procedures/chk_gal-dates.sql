-- Check `gal-dates`: a task ends after it starts.
CREATE OR ALTER PROCEDURE dbo.[chk_gal-dates]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT t.id AS itemID, IIF(@lang = N'ru', t.titleRu, t.titleEn) AS text, N'/gallery/views' AS url
  FROM dbo.gal_tasks AS t
  WHERE t.endsAt <= t.startsAt AND @isOpen = 1;
END;
GO
