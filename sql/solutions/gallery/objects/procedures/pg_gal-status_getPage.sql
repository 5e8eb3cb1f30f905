-- Page `gal-status`: which task it shows: that of the address, else the ninth.
CREATE OR ALTER PROCEDURE dbo.[pg_gal-status_getPage]
  @task int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT t.id AS taskID, IIF(@lang = N'ru', t.titleRu, t.titleEn) AS taskTitle
  FROM dbo.gal_tasks AS t
  WHERE t.id = ISNULL((SELECT x.id FROM dbo.gal_tasks AS x WHERE x.id = @task), 9) AND @isOpen = 1;
END;
GO
