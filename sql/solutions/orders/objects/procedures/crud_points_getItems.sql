-- Table `points`: the points that the user may see, with figures of 30 days.
CREATE OR ALTER PROCEDURE dbo.[crud_points_getItems]
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
  DECLARE @search nvarchar(200), @isActive bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'ord');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'asc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT p.id, p.code, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, CONCAT(N'/point/', p.id) AS link_name, IIF(@lang = N'ru', p.addressRu, p.addressEn) AS desc_name, p.phone, p.email, p.isActive, p.ord,
    (SELECT COUNT(*) FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = p.id) AS managers, (SELECT COUNT(*) FROM dbo.cl_clients AS c WHERE c.pointID = p.id AND c.isActive = 1) AS clients, ISNULL(o.orders, 0) AS orders, ISNULL(o.amount, 0) AS amount
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ref_points AS p ON p.id = s.pointID
  LEFT JOIN (SELECT x.pointID, COUNT(*) AS orders, SUM(x.payable) AS amount FROM dbo.ord_orders AS x WHERE x.statusID <> 7 AND x.created >= DATEADD(DAY, -30, SYSUTCDATETIME()) GROUP BY x.pointID) AS o ON o.pointID = p.id
  WHERE (@search IS NULL OR p.nameEn LIKE @search OR p.nameRu LIKE @search OR p.code LIKE @search) AND (@isActive IS NULL OR p.isActive = @isActive)
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'code' THEN p.code END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'name' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'code' THEN p.code END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'ord' THEN p.ord WHEN N'orders' THEN o.orders WHEN N'amount' THEN o.amount END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'ord' THEN p.ord WHEN N'orders' THEN o.orders WHEN N'amount' THEN o.amount END END DESC,
    p.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY

  SELECT COUNT(*) AS total
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ref_points AS p ON p.id = s.pointID
  WHERE (@search IS NULL OR p.nameEn LIKE @search OR p.nameRu LIKE @search OR p.code LIKE @search) AND (@isActive IS NULL OR p.isActive = @isActive);
END;
GO
