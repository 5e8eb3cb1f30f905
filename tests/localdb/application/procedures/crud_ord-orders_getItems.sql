-- Table ord-orders: every kind of filter, sorting, paging, totals, settings and footer.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE
    @number nvarchar(64) = dbo.as_filterValue(@filters, N'number'),
    @clientName nvarchar(128) = dbo.as_filterValue(@filters, N'clientName'),
    @statuses nvarchar(max) = dbo.as_filterValue(@filters, N'statusName'),
    @pointID int = TRY_CAST(dbo.as_filterValue(@filters, N'pointName') AS int),
    @isPaid bit = CASE dbo.as_filterValue(@filters, N'isPaid') WHEN N'True' THEN 1 WHEN N'False' THEN 0 END,
    @created nvarchar(64) = dbo.as_filterValue(@filters, N'created'),
    @itemID int = TRY_CAST(dbo.as_filterValue(@filters, N'itemID') AS int),
    @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created'),
    @from date, @to date, @totalFrom decimal(18, 2), @totalTo decimal(18, 2);
  SELECT @direction = CASE WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END, @page = CASE WHEN @page < 1 THEN 1 ELSE @page END;
  SELECT @from = TRY_CONVERT(date, LEFT(@created, 10), 23), @to = TRY_CONVERT(date, NULLIF(SUBSTRING(@created, CHARINDEX(N',', @created + N',') + 1, 10), N''), 23);
  SELECT @totalFrom = TRY_CAST(JSON_VALUE(range, '$[0]') AS decimal(18, 2)), @totalTo = TRY_CAST(JSON_VALUE(range, '$[1]') AS decimal(18, 2))
  FROM (SELECT CASE WHEN ISJSON(N'[' + [Value] + N']') = 1 THEN N'[' + [Value] + N']' END AS range FROM @filters WHERE [Key] = 'total') AS r;

  CREATE TABLE #ids (id int NOT NULL PRIMARY KEY, total decimal(18, 2) NOT NULL, paid decimal(18, 2) NOT NULL);
  INSERT INTO #ids (id, total, paid)
  SELECT o.id, o.total, o.paid
  FROM dbo.ord_v_orders AS o
  INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id
  WHERE (@number IS NULL OR o.number LIKE N'%' + REPLACE(REPLACE(@number, N'[', N'[[]'), N'%', N'[%]') + N'%')
    AND (@clientName IS NULL OR o.clientName LIKE @clientName + N'%')
    AND (@statuses IS NULL OR o.statusCode IN (SELECT LTRIM(value) FROM STRING_SPLIT(@statuses, N',')))
    AND (@pointID IS NULL OR o.pointID = @pointID)
    AND (@isPaid IS NULL OR o.isPaid = @isPaid)
    AND (@from IS NULL OR o.created >= @from)
    AND (@to IS NULL OR o.created < DATEADD(DAY, 1, @to))
    AND (@totalFrom IS NULL OR o.total >= @totalFrom)
    AND (@totalTo IS NULL OR o.total <= @totalTo)
    AND (@itemID IS NULL OR o.clientID = @itemID)
  OPTION (RECOMPILE);

  -- SELECT 1: rows
  SELECT o.id, o.number, o.clientName, o.pointName, o.statusName, o.statusColor AS color_statusName, o.total, o.payable, o.debt, o.isPaid,
    CONVERT(nvarchar(10), o.created, 104) AS created,
    CASE WHEN o.deadline < CAST(dbo.as_now() AS date) AND o.isFinal = 0 THEN N'просрочен' ELSE N'' END AS badge_number,
    CAST(CASE WHEN o.payable = 0 THEN 0 ELSE o.paid * 100 / o.payable END AS int) AS barPercent_debt,
    CONCAT(N'<a href="/order/', o.id, N'">', o.number, N'</a>') AS link_number
  FROM #ids AS i
  INNER JOIN dbo.ord_v_orders AS o ON o.id = i.id
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'number' THEN o.number WHEN N'clientName' THEN o.clientName WHEN N'statusName' THEN o.statusName END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'number' THEN o.number WHEN N'clientName' THEN o.clientName WHEN N'statusName' THEN o.statusName END END DESC,
    CASE WHEN @sortText = N'total' AND @direction = N'asc' THEN o.total END,
    CASE WHEN @sortText = N'total' AND @direction = N'desc' THEN o.total END DESC,
    CASE WHEN @sortText = N'created' AND @direction = N'asc' THEN o.created END ASC,
    CASE WHEN @sortText = N'created' AND @direction = N'desc' THEN o.created END DESC,
    o.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  -- SELECT 2: total
  SELECT COUNT(*) AS total FROM #ids;
  -- SELECT 3: settings
  SELECT N'Заказы' AS Title, N'table' AS viewType, CAST(1 AS bit) AS EnableExcelExport, CAST(IIF(@itemID IS NULL, 0, 1) AS bit) AS HideTitleCount;
  -- SELECT 4: footer
  SELECT N'Итого' AS number, ISNULL(SUM(total), 0) AS total, SUM(paid) AS paid FROM #ids;
  DROP TABLE #ids;
END;
GO
