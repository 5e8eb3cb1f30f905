-- Forms `order`, `checkout`: ways of delivery.
CREATE OR ALTER PROCEDURE dbo.[fm_order_deliveryCode_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT v.Value, IIF(@lang = N'ru', v.ru, v.en) AS Text FROM (VALUES (1, N'pickup', N'Pick-up at the point', N'Самовывоз с точки'), (2, N'courier', N'Courier', N'Курьер')) AS v(ord, Value, en, ru) ORDER BY v.ord;
END;
GO
