-- Table `clients` (managers: of their points; supervisors: all).
CREATE OR ALTER PROCEDURE dbo.[crud_clients_getItems]
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
  DECLARE @search nvarchar(700), @points nvarchar(max), @levels nvarchar(max), @isActive bit, @balanceFrom decimal(18, 2), @balanceTo decimal(18, 2), @since datetime2(0), @before datetime2(0), @isExact bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @points = MAX(CASE WHEN [Key] = N'pointName' THEN NULLIF([Value], N'') END),
    @levels = MAX(CASE WHEN [Key] = N'levelName' THEN NULLIF([Value], N'') END),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit),
    @balanceFrom = TRY_CAST(MAX(CASE WHEN [Key] = N'balance_from' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @balanceTo = TRY_CAST(MAX(CASE WHEN [Key] = N'balance_to' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @since = TRY_CAST(MAX(CASE WHEN [Key] = N'created_since' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @before = TRY_CAST(MAX(CASE WHEN [Key] = N'created_before' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'name');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'asc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT c.id, c.name, CONCAT(N'/client/', c.id) AS link_name, c.company AS desc_name, c.phone, c.email, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS levelName, l.color AS color_levelName,
    c.balance, c.points, c.isActive, CASE WHEN c.isActive = 0 THEN IIF(@lang = N'ru', N'Заблокирован', N'Blocked') END AS badge_name, c.created,
    ISNULL(o.orders, 0) AS orders, ISNULL(o.amount, 0) AS turnover, o.lastOrder
  FROM dbo.cl_find(@username, @search, @points, @levels, @isActive, @balanceFrom, @balanceTo, @since, @before) AS f
  INNER JOIN dbo.cl_clients AS c ON c.id = f.id
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
  LEFT JOIN (
    SELECT x.clientID, COUNT(*) AS orders, SUM(x.payable) AS amount, MAX(x.created) AS lastOrder FROM dbo.ord_orders AS x WHERE x.statusID <> 7 GROUP BY x.clientID
  ) AS o ON o.clientID = c.id
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'name' THEN c.name WHEN N'pointName' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'email' THEN c.email END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'name' THEN c.name WHEN N'pointName' THEN IIF(@lang = N'ru', p.nameRu, p.nameEn) WHEN N'email' THEN c.email END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'balance' THEN c.balance WHEN N'points' THEN c.points WHEN N'orders' THEN o.orders WHEN N'turnover' THEN o.amount WHEN N'levelName' THEN l.minTurnover END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'balance' THEN c.balance WHEN N'points' THEN c.points WHEN N'orders' THEN o.orders WHEN N'turnover' THEN o.amount WHEN N'levelName' THEN l.minTurnover END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN c.created WHEN N'lastOrder' THEN o.lastOrder END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN c.created WHEN N'lastOrder' THEN o.lastOrder END END DESC,
    c.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.cl_find(@username, @search, @points, @levels, @isActive, @balanceFrom, @balanceTo, @since, @before) AS f) AS found;
END;
GO
