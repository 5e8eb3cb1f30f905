-- Ids of the payments of clients and orders that a user may see and that meet the filters (NULL: any).
CREATE OR ALTER FUNCTION dbo.pay_find(
  @username nvarchar(64), @search nvarchar(200), @points nvarchar(max), @methods nvarchar(max), @clientID int, @orderID int,
  @from date, @to date, @amountFrom decimal(18, 2), @amountTo decimal(18, 2), @isCancelled bit
) RETURNS TABLE
AS
RETURN (
  SELECT p.id
  FROM dbo.pay_payments AS p
  INNER JOIN dbo.cl_clients AS c ON c.id = p.clientID
  LEFT JOIN dbo.ord_orders AS o ON o.id = p.orderID
  WHERE (p.pointID IN (SELECT s.pointID FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
      OR p.clientID IN (SELECT s.clientID FROM dbo.sec_scope(@username) AS s WHERE s.clientID IS NOT NULL))
    AND (@search IS NULL OR c.name LIKE @search OR c.company LIKE @search OR o.number LIKE @search OR p.comment LIKE @search)
    AND (@points IS NULL OR p.pointID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@points, N',') AS v))
    AND (@methods IS NULL OR p.methodCode IN (SELECT LTRIM(RTRIM(v.value)) FROM STRING_SPLIT(@methods, N',') AS v))
    AND (@clientID IS NULL OR p.clientID = @clientID)
    AND (@orderID IS NULL OR p.orderID = @orderID)
    AND (@from IS NULL OR p.paidOn >= @from)
    AND (@to IS NULL OR p.paidOn <= @to)
    AND (@amountFrom IS NULL OR p.amount >= @amountFrom)
    AND (@amountTo IS NULL OR p.amount <= @amountTo)
    AND (@isCancelled IS NULL OR p.isCancelled = @isCancelled)
);
GO
