-- Table ord-orders: only a new order without payments goes away, and only softly.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_deleteItem] @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  UPDATE o SET isDeleted = 1, updated = dbo.as_now()
  FROM dbo.ord_orders o
  WHERE o.id = @itemID AND o.statusID = 1
    AND EXISTS (SELECT * FROM dbo.ord_allowed(@username) a WHERE a.id = o.id)
    AND NOT EXISTS (SELECT * FROM dbo.pay_payments p WHERE p.orderID = o.id);
  IF @@ROWCOUNT = 0
  BEGIN
    SELECT 0 Result, N'Заказ нельзя удалить' Msg;
    RETURN;
  END;
  SELECT 1 Result, N'' Msg;
  SELECT '' type;
END;
GO
