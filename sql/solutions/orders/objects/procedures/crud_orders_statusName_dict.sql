-- Table `orders`, `my-orders`: statuses for the filter; Value is the status's code.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_statusName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT s.code AS Value, IIF(@lang = N'ru', s.nameRu, s.nameEn) AS Text, s.color AS Color
  FROM dbo.ord_statuses AS s
  WHERE s.entityCode = N'order'
  ORDER BY s.ord;
END;
GO
