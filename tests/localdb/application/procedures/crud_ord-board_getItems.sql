-- Kanban of orders: columns, count, settings, cards.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-board_getItems]
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT code AS id, name, RTRIM(color) AS color FROM dbo.ord_statuses WHERE isFinal = 0 OR code = 'done' ORDER BY ord;
  SELECT @@ROWCOUNT AS total;
  SELECT 'kanban' AS viewType, 'order' AS kanbanItemForm;
  SELECT TOP (@pageSize) WITH TIES o.id, o.number AS name, o.statusCode AS status, o.clientName AS desc_name, DENSE_RANK() OVER (PARTITION BY o.statusCode ORDER BY o.total DESC) AS place
  FROM dbo.ord_v_orders AS o
  WHERE o.id IN (SELECT id FROM dbo.ord_allowed(@username)) AND o.statusCode <> 'cancelled'
  ORDER BY o.created DESC;
END;
GO
