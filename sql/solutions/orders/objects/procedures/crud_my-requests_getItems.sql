-- Table `my-requests`: the client's service requests.
CREATE OR ALTER PROCEDURE dbo.[crud_my-requests_getItems]
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
  DECLARE @search nvarchar(700), @statuses nvarchar(max), @isExact bit, @clientID int = ISNULL(dbo.sec_clientID(@username), -1);
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @statuses = MAX(CASE WHEN [Key] = N'statusName' THEN NULLIF([Value], N'') END),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT r.id, r.number, CONCAT(N'/request/', r.id) AS link_number, r.subject AS desc_number, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS serviceName, IIF(@lang = N'ru', s.nameRu, s.nameEn) AS statusName, s.color AS color_statusName, r.price, r.wishDate, r.created,
    o.number AS orderNumber, CASE WHEN o.id IS NOT NULL THEN CONCAT(N'/order/', o.id) END AS link_orderNumber
  FROM dbo.srv_find(@username, @search, @statuses, NULL, NULL, @clientID, NULL, NULL) AS f
  INNER JOIN dbo.srv_requests AS r ON r.id = f.id
  INNER JOIN dbo.ord_statuses AS s ON s.id = r.statusID
  LEFT JOIN dbo.srv_services AS v ON v.id = r.serviceID
  LEFT JOIN dbo.ord_orders AS o ON o.id = r.orderID
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'number' THEN r.number WHEN N'serviceName' THEN IIF(@lang = N'ru', v.nameRu, v.nameEn) END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'number' THEN r.number WHEN N'serviceName' THEN IIF(@lang = N'ru', v.nameRu, v.nameEn) END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'price' THEN r.price WHEN N'statusName' THEN s.ord END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'price' THEN r.price WHEN N'statusName' THEN s.ord END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN r.created WHEN N'wishDate' THEN r.wishDate END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN r.created WHEN N'wishDate' THEN r.wishDate END END DESC,
    r.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.srv_find(@username, @search, @statuses, NULL, NULL, @clientID, NULL, NULL) AS f) AS found;
END;
GO
