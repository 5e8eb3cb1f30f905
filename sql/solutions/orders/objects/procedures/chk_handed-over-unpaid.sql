-- Check `handed-over-unpaid`: what was handed over is paid.
CREATE OR ALTER PROCEDURE dbo.[chk_handed-over-unpaid]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    o.id AS itemID,
    CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS text,
    CONCAT(N'/order/', o.id) AS url,
    o.clientName,
    o.payable,
    o.paid,
    o.debt,
    o.closed
  FROM dbo.ord_v_orders AS o
  WHERE o.statusCode = N'handedOver' AND o.debt > 0 AND dbo.sec_mayCheck(@username) = 1
  ORDER BY o.debt DESC, o.id;
END;
GO
