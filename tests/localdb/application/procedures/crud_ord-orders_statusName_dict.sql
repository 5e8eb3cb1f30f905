-- Table ord-orders: options of the status filter, with how many orders each has.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_statusName_dict]
  @tableCode nvarchar(32), @col nvarchar(32), @username nvarchar(64), @parameters dbo.ExtendedDictionaryParameter READONLY, @filters dbo.CRUDFilterParameter READONLY
AS
  SELECT s.code AS [Value], s.name + N' (' + CAST(COUNT(a.id) AS nvarchar(10)) + N')' AS [Text], s.color AS Color
  FROM dbo.ord_statuses AS s
  LEFT JOIN (dbo.ord_orders AS o INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id) ON o.statusID = s.id
  GROUP BY s.code, s.name, s.color, s.ord
  ORDER BY s.ord;
GO
