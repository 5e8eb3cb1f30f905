-- Ids of the service requests that a user may see and that meet the filters (NULL: any).
CREATE OR ALTER FUNCTION dbo.srv_find(
  @username nvarchar(64), @search nvarchar(200), @statuses nvarchar(max), @points nvarchar(max), @services nvarchar(max), @clientID int, @since datetime2(0), @before datetime2(0)
) RETURNS TABLE
AS
RETURN (
  SELECT r.id
  FROM dbo.srv_allowed(@username) AS a
  INNER JOIN dbo.srv_requests AS r ON r.id = a.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID
  WHERE (@search IS NULL OR r.number LIKE @search OR r.subject LIKE @search OR c.name LIKE @search OR c.company LIKE @search)
    AND (@statuses IS NULL OR s.code IN (SELECT LTRIM(RTRIM(v.value)) FROM STRING_SPLIT(@statuses, N',') AS v))
    AND (@points IS NULL OR r.pointID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@points, N',') AS v))
    AND (@services IS NULL OR r.serviceID IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@services, N',') AS v))
    AND (@clientID IS NULL OR r.clientID = @clientID)
    AND (@since IS NULL OR r.created >= @since)
    AND (@before IS NULL OR r.created < @before)
);
GO
