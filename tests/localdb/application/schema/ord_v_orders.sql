-- Orders with the names that tables show.
CREATE OR ALTER VIEW dbo.ord_v_orders
WITH SCHEMABINDING
AS
SELECT o.id, o.number, o.clientID, c.name AS clientName, o.pointID, p.name AS pointName, o.statusID, s.code AS statusCode, s.name AS statusName,
  s.color AS statusColor, s.isFinal, o.total, o.discount, o.payable, o.paid, o.payable - o.paid AS debt, o.isPaid, o.deadline, o.created, o.createdBy, o.comment
FROM dbo.ord_orders AS o
INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
INNER JOIN dbo.ref_points AS p ON p.id = o.pointID
INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID
WHERE o.isDeleted = 0;
GO
