-- Orders with the names that tables show, in both languages. No access check: join ord_allowed or ord_find.
CREATE OR ALTER VIEW dbo.ord_v_orders
AS
SELECT
  o.id, o.number, o.clientID, c.name AS clientName, c.company, c.phone, c.email, c.username AS clientUsername, o.pointID, p.nameEn AS pointNameEn, p.nameRu AS pointNameRu,
  o.statusID, s.code AS statusCode, s.nameEn AS statusNameEn, s.nameRu AS statusNameRu, s.color AS statusColor, s.ord AS statusOrd, s.isFinal,
  o.requestID, o.managerUsername, o.total, o.discountPercent, o.payable, o.paid, o.payable - o.paid AS debt,
  CAST(CASE WHEN o.payable > 0 AND o.paid >= o.payable THEN 1 ELSE 0 END AS bit) AS isPaid,
  CAST(CASE WHEN s.isFinal = 0 AND o.deadline < CAST(SYSUTCDATETIME() AS date) THEN 1 ELSE 0 END AS bit) AS isOverdue,
  o.deliveryCode, o.address, o.comment, o.deadline, o.boardOrd, o.created, o.createdBy, o.updated, o.closed, o.rv
FROM dbo.ord_orders AS o
INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
INNER JOIN dbo.ref_points AS p ON p.id = o.pointID
INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID;
GO
