-- Table `requests` (managers, supervisors): service requests of the user's points.
CREATE OR ALTER PROCEDURE dbo.[crud_requests_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @search nvarchar(700), @statuses nvarchar(max), @points nvarchar(max), @services nvarchar(max), @clientID int, @since datetime2(0), @before datetime2(0), @isExact bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @statuses = MAX(CASE WHEN [Key] = N'statusName' THEN NULLIF([Value], N'') END),
    @points = MAX(CASE WHEN [Key] = N'pointName' THEN NULLIF([Value], N'') END),
    @services = MAX(CASE WHEN [Key] = N'serviceName' THEN NULLIF([Value], N'') END),
    @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int),
    @since = TRY_CAST(MAX(CASE WHEN [Key] = N'created_since' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @before = TRY_CAST(MAX(CASE WHEN [Key] = N'created_before' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT r.id, r.number, CONCAT(N'/request/', r.id) AS link_number, r.subject AS desc_number, c.name AS clientName, c.company AS desc_clientName, CONCAT(N'/client/', c.id) AS link_clientName,
    IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS serviceName, s.code AS statusCode, IIF(@lang = N'ru', s.nameRu, s.nameEn) AS statusName, s.color AS color_statusName, r.price, r.wishDate, r.created
  FROM dbo.srv_find(@username, @search, @statuses, @points, @services, @clientID, @since, @before) AS f
  INNER JOIN dbo.srv_requests AS r ON r.id = f.id
  INNER JOIN dbo.cl_clients AS c ON c.id = r.clientID
  INNER JOIN dbo.ref_points AS p ON p.id = r.pointID
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  LEFT JOIN dbo.srv_services AS v ON v.id = r.serviceID
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'number' THEN r.number WHEN N'clientName' THEN c.name WHEN N'serviceName' THEN IIF(@lang = N'ru', v.nameRu, v.nameEn) WHEN N'pointName' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'number' THEN r.number WHEN N'clientName' THEN c.name WHEN N'serviceName' THEN IIF(@lang = N'ru', v.nameRu, v.nameEn) WHEN N'pointName' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'price' THEN r.price WHEN N'statusName' THEN s.ord END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'price' THEN r.price WHEN N'statusName' THEN s.ord END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN r.created WHEN N'wishDate' THEN r.wishDate END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN r.created WHEN N'wishDate' THEN r.wishDate END END DESC,
    r.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.srv_find(@username, @search, @statuses, @points, @services, @clientID, @since, @before) AS f) AS found;
END;
GO
