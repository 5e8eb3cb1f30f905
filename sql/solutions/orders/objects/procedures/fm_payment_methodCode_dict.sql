-- Form `payment`: methods; a top-up is made with money only.
CREATE OR ALTER PROCEDURE dbo.[fm_payment_methodCode_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @orderID int;
  SELECT @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'orderID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT m.code AS Value, IIF(@lang = N'ru', m.nameRu, m.nameEn) AS Text, m.icon AS Icon FROM dbo.pay_methods AS m WHERE m.isExternal = 1 OR @orderID IS NOT NULL ORDER BY m.ord;
END;
GO
