-- Request `gal-event`: publishes a topic; every page that shows the block loads it again.
CREATE OR ALTER PROCEDURE dbo.[rq_gal-event]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  EXEC platform.event_publish @topic = N'gal-clock', @payload = N'{}';
  SELECT 1 AS Result, IIF(@lang = N'ru', N'Опубликовано.', N'Published.') AS Msg;
END;
GO
