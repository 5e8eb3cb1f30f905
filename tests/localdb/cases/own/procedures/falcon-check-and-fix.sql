-- Falcon check: chk_ lists violations, chk_fix repairs those of a list and reports how many are left
CREATE TABLE dbo.ord_orders (id int PRIMARY KEY, total decimal(10,2));
CREATE TABLE dbo.ord_items (orderID int, price decimal(10,2), qty int);
INSERT INTO dbo.ord_orders VALUES (1, 30), (2, 99), (3, 0), (4, 5);
INSERT INTO dbo.ord_items VALUES (1, 10, 3), (2, 20, 2), (3, 7, 1), (3, 1, 1);
GO
CREATE PROCEDURE [dbo].[chk_order-totals] @username nvarchar(32) AS
  SELECT o.id AS itemID, CONCAT(N'В заказе ', o.total, N', по позициям ', ISNULL(i.s, 0)) AS text, CONCAT('/order/', o.id) AS url, CASE WHEN ABS(o.total - ISNULL(i.s, 0)) > 50 THEN 'high' ELSE 'low' END AS severity FROM dbo.ord_orders AS o LEFT JOIN (SELECT orderID, SUM(price * qty) AS s FROM dbo.ord_items GROUP BY orderID) AS i ON i.orderID = o.id WHERE o.total <> ISNULL(i.s, 0) ORDER BY o.id;
GO
CREATE PROCEDURE [dbo].[chk_order-totals_fix] @itemIDs nvarchar(max), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  UPDATE o SET total = (SELECT SUM(i.price * i.qty) FROM dbo.ord_items AS i WHERE i.orderID = o.id) FROM dbo.ord_orders AS o WHERE o.id IN (SELECT CAST(value AS int) FROM STRING_SPLIT(@itemIDs, ',')) AND EXISTS (SELECT 1 FROM dbo.ord_items AS i WHERE i.orderID = o.id);
  SELECT 1 AS Result, CONCAT(N'Исправлено: ', @@ROWCOUNT) AS Msg;
END
GO
EXEC [dbo].[chk_order-totals] N'admin';
EXEC [dbo].[chk_order-totals_fix] N'2,4', N'admin';
EXEC [dbo].[chk_order-totals] N'admin';
