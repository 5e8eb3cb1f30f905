-- Form `settings` (supervisor): the solution's settings.
CREATE OR ALTER PROCEDURE dbo.[fm_settings_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT TRY_CAST(ISNULL(dbo.as_getSetting(N'orders-welcomePoints'), N'100') AS int) AS welcomePoints, TRY_CAST(ISNULL(dbo.as_getSetting(N'orders-pointsLifeMonths'), N'12') AS int) AS pointsLifeMonths,
    TRY_CAST(ISNULL(dbo.as_getSetting(N'orders-overdueDays'), N'3') AS int) AS overdueDays
  WHERE dbo.sec_isUserInRole(@username, N'supervisor') = 1;
END;
GO
