-- Form `order`: what the manager may change in an order beside its lines.
CREATE OR ALTER PROCEDURE dbo.[fm_order_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT o.id, o.deadline, o.managerUsername, o.deliveryCode, o.address, o.comment, o.discountPercent, CONVERT(varchar(18), CONVERT(binary(8), o.rv), 1) AS rv
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  WHERE a.id = TRY_CAST(@itemID AS int);
  SELECT CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS Title, CAST(CASE WHEN a.canManage = 1 AND o.isFinal = 0 THEN 0 ELSE 1 END AS bit) AS readonly
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id
  WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
