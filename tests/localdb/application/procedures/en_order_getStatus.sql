-- Entity order: the status.
CREATE OR ALTER PROC dbo.en_order_getStatus @itemID int, @username nvarchar(64)
AS SELECT s.code AS status FROM dbo.ord_orders o INNER JOIN dbo.ord_statuses s ON s.id = o.statusID WHERE o.id = @itemID
GO
