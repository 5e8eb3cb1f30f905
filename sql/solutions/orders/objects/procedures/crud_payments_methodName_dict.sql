-- Table `payments`: methods; Value is the method's code.
CREATE OR ALTER PROCEDURE dbo.[crud_payments_methodName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT m.code AS Value, IIF(@lang = N'ru', m.nameRu, m.nameEn) AS Text, m.icon AS Icon FROM dbo.pay_methods AS m ORDER BY m.ord;
END;
GO
