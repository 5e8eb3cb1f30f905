-- Ids of the clients that a user may see and that meet the filters (NULL: any).
CREATE OR ALTER FUNCTION dbo.cl_find(
  @username nvarchar(64), @search nvarchar(200), @points nvarchar(max), @levels nvarchar(max), @isActive bit,
  @balanceFrom decimal(18, 2), @balanceTo decimal(18, 2), @since datetime2(0), @before datetime2(0)
) RETURNS TABLE
AS
RETURN (
  SELECT c.id
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_clients AS c ON c.id = a.id
  WHERE (@search IS NULL OR c.name LIKE @search OR c.company LIKE @search OR c.phone LIKE @search OR c.email LIKE @search)
    AND (@points IS NULL OR c.pointID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@points, N',') AS v))
    AND (@levels IS NULL OR c.levelID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@levels, N',') AS v))
    AND (@isActive IS NULL OR c.isActive = @isActive)
    AND (@balanceFrom IS NULL OR c.balance >= @balanceFrom)
    AND (@balanceTo IS NULL OR c.balance <= @balanceTo)
    AND (@since IS NULL OR c.created >= @since)
    AND (@before IS NULL OR c.created < @before)
);
GO
