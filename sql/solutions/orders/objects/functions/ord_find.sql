-- Ids of the orders that a user may see and that meet the filters (NULL: any). The one place with the conditions of the tables of orders.
CREATE OR ALTER FUNCTION dbo.ord_find(
  @username nvarchar(64), @search nvarchar(200), @statuses nvarchar(max), @points nvarchar(max), @clientID int, @managers nvarchar(max),
  @since datetime2(0), @before datetime2(0), @payableFrom decimal(18, 2), @payableTo decimal(18, 2), @isUnpaid bit, @isOverdue bit, @isOpen bit
) RETURNS TABLE
AS
RETURN (
  SELECT o.id
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID
  INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
  WHERE (@search IS NULL OR o.number LIKE @search OR c.name LIKE @search OR c.company LIKE @search OR o.comment LIKE @search)
    AND (@statuses IS NULL OR s.code IN (SELECT LTRIM(RTRIM(v.value)) FROM STRING_SPLIT(@statuses, N',') AS v))
    AND (@points IS NULL OR o.pointID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@points, N',') AS v))
    AND (@clientID IS NULL OR o.clientID = @clientID)
    AND (@managers IS NULL OR o.managerUsername IN (SELECT LTRIM(RTRIM(v.value)) FROM STRING_SPLIT(@managers, N',') AS v))
    AND (@since IS NULL OR o.created >= @since)
    AND (@before IS NULL OR o.created < @before)
    AND (@payableFrom IS NULL OR o.payable >= @payableFrom)
    AND (@payableTo IS NULL OR o.payable <= @payableTo)
    AND (@isUnpaid IS NULL OR @isUnpaid = 0 OR (o.paid < o.payable AND s.code <> N'cancelled'))
    AND (@isOverdue IS NULL OR @isOverdue = 0 OR (o.deadline < CAST(SYSUTCDATETIME() AS date) AND s.isFinal = 0))
    AND (@isOpen IS NULL OR @isOpen = 0 OR s.isFinal = 0)
);
GO
