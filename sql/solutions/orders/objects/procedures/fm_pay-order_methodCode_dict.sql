-- Form `pay-order`: balance and points.
CREATE OR ALTER PROCEDURE dbo.[fm_pay-order_methodCode_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT m.code AS Value, IIF(@lang = N'ru', m.nameRu, m.nameEn) AS Text, m.icon AS Icon FROM dbo.pay_methods AS m WHERE m.isExternal = 0 AND dbo.sec_clientID(@username) IS NOT NULL ORDER BY m.ord;
END;
GO
