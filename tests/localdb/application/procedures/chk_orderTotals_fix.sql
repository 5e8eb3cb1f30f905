-- Check: puts totals right.
CREATE OR ALTER PROCEDURE dbo.chk_orderTotals_fix @itemIDs nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @ids dbo.IntList;
  INSERT @ids (id) SELECT CAST(value AS int) FROM dbo.split(@itemIDs, N',');
  UPDATE o SET total = (SELECT COALESCE(SUM(amount), 0) FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id),
               paid = (SELECT COALESCE(SUM(amount), 0) FROM dbo.pay_payments AS p WHERE p.orderID = o.id)
  OUTPUT inserted.id, deleted.total AS wasTotal, inserted.total INTO #fixed
  FROM dbo.ord_orders AS o INNER JOIN @ids AS i ON i.id = o.id;
END;
GO
