-- Dashboard `gal-shop`, panel `months`: a chart of its own.
CREATE OR ALTER PROCEDURE dbo.[dashboard_gal-shop_months_getPanelChart]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  DECLARE @months int = CASE @filter WHEN N'12' THEN 12 WHEN N'6' THEN 6 ELSE 3 END;
  SELECT FORMAT(s.soldOn, N'MMM yy', IIF(@lang = N'ru', N'ru-RU', N'en-GB')) AS month, SUM(s.amount) AS amount
  FROM dbo.gal_sales AS s
  WHERE s.soldOn > DATEADD(MONTH, -@months, SYSUTCDATETIME()) AND @isOpen = 1
  GROUP BY s.soldOn
  ORDER BY s.soldOn;
  SELECT N'bar' AS type, N'₽' AS unit, IIF(@lang = N'ru', N'Продано', N'Sold') AS title_amount;
END;
GO
