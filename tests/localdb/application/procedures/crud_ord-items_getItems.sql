-- Sub-table of an order's items.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-items_getItems]
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @orderID int;
  SELECT @orderID = [Value] FROM @filters WHERE [Key] = 'itemID' AND ISNUMERIC([Value]) = 1;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) WHERE id = @orderID) SET @orderID = NULL;
  ;WITH rows AS (
    SELECT i.id, ISNULL(p.name, i.serviceName) AS name, p.sku, i.qty, i.price, i.amount, ROW_NUMBER() OVER (ORDER BY i.ord, i.id) AS n,
      SUM(i.amount) OVER (ORDER BY i.ord, i.id ROWS UNBOUNDED PRECEDING) AS running, COUNT(*) OVER () AS cnt
    FROM dbo.ord_orderItems AS i
    LEFT OUTER JOIN dbo.prd_products AS p ON p.id = i.productID
    WHERE i.orderID = @orderID
  )
  SELECT id, n AS ord, name, sku AS desc_name, qty, price, amount, running, cnt FROM rows WHERE n BETWEEN (@page - 1) * @pageSize + 1 AND @page * @pageSize ORDER BY n;
  SELECT COUNT(*) FROM dbo.ord_orderItems WHERE orderID = @orderID;
END;
GO
