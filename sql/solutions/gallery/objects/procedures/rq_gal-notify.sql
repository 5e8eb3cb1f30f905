-- Request `gal-notify`: a notification, a letter of a template; set 3 are external actions.
CREATE OR ALTER PROCEDURE dbo.[rq_gal-notify]
  @parameters dbo.CRUDFilterParameter READONLY,
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

  SELECT 1 AS Result, IIF(@lang = N'ru', N'Посмотрите на колокольчик.', N'Look at the bell.') AS Msg;
  SELECT 1 AS none WHERE 1 = 0;
  SELECT N'notification' AS type, @username AS [to], IIF(@lang = N'ru', N'Сирень зацвела', N'The lilac is in bloom') AS text, N'gal-bloom' AS typeCode, N'/gallery/notifications' AS url, N'{"place":"41"}' AS additional;
END;
GO
