-- Sub-table of an order's items: the new order of rows.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-items_reorder] @itemIDs nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  UPDATE i SET i.ord = x.n
  FROM dbo.ord_orderItems AS i
  INNER JOIN (SELECT CAST(value AS int) AS id, ROW_NUMBER() OVER (ORDER BY CAST([key] AS int)) AS n FROM OPENJSON(N'[' + @itemIDs + N']')) AS x ON x.id = i.id
  WHERE i.orderID IN (SELECT id FROM dbo.ord_allowed(@username));
  SELECT SIGN(@@ROWCOUNT) AS Result, N'' AS Msg;
END;
GO
