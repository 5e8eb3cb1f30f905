-- Table `orders` (managers, supervisors): all filters, views table, kanban (statusCode, boardOrd) and calendar (deadline). Also the sub-table of a client (filter clientID).
CREATE OR ALTER PROCEDURE dbo.[crud_orders_getItems]
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
  DECLARE @search nvarchar(700), @statuses nvarchar(max), @points nvarchar(max), @clientID int, @managers nvarchar(max), @since datetime2(0), @before datetime2(0),
    @payableFrom decimal(18, 2), @payableTo decimal(18, 2), @isUnpaid bit, @isOverdue bit, @isOpen bit, @isExact bit, @isBoard bit, @hasManyPoints bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @statuses = MAX(CASE WHEN [Key] = N'statusName' THEN NULLIF([Value], N'') END),
    @points = MAX(CASE WHEN [Key] = N'pointName' THEN NULLIF([Value], N'') END),
    @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int),
    @managers = MAX(CASE WHEN [Key] = N'managerName' THEN NULLIF([Value], N'') END),
    @since = TRY_CAST(MAX(CASE WHEN [Key] = N'created_since' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @before = TRY_CAST(MAX(CASE WHEN [Key] = N'created_before' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @payableFrom = TRY_CAST(MAX(CASE WHEN [Key] = N'payable_from' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @payableTo = TRY_CAST(MAX(CASE WHEN [Key] = N'payable_to' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @isUnpaid = TRY_CAST(MAX(CASE WHEN [Key] = N'isUnpaid' THEN NULLIF([Value], N'') END) AS bit),
    @isOverdue = TRY_CAST(MAX(CASE WHEN [Key] = N'isOverdue' THEN NULLIF([Value], N'') END) AS bit),
    @isOpen = TRY_CAST(MAX(CASE WHEN [Key] = N'isOpen' THEN NULLIF([Value], N'') END) AS bit),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit),
    @isBoard = MAX(CASE WHEN [Key] = N'viewType' AND [Value] = N'kanban' THEN 1 ELSE 0 END)
  FROM @filters;
  SELECT @search = dbo.ord_likePattern(@search), @hasManyPoints = CASE WHEN (SELECT COUNT(*) FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL) > 1 THEN 1 ELSE 0 END;
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT o.id, o.number, CONCAT(N'/order/', o.id) AS link_number,
    o.clientName, CASE WHEN @hasManyPoints = 1 THEN CONCAT(o.company + N' · ', IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn)) ELSE o.company END AS desc_clientName, CONCAT(N'/client/', o.clientID) AS link_clientName, IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn) AS pointName,
    o.statusCode, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusColor AS color_statusName,
    o.payable, o.paid, CAST(CASE WHEN o.payable > 0 THEN o.paid * 100 / o.payable ELSE 0 END AS int) AS barPercent_paid,
    CASE WHEN o.isPaid = 1 THEN N'success' ELSE N'warning' END AS barClass_paid, o.debt,
    o.created, o.deadline, CASE WHEN o.isOverdue = 1 THEN N'danger' END AS color_deadline, o.isOverdue, o.isPaid,
    CAST(CASE WHEN o.isFinal = 0 THEN 1 ELSE 0 END AS bit) AS isOpen, CAST(CASE WHEN o.debt > 0 AND o.statusCode <> N'cancelled' THEN 1 ELSE 0 END AS bit) AS isUnpaid,
    ISNULL(NULLIF(u.displayName, N''), o.managerUsername) AS managerName, o.deliveryCode, o.comment, o.boardOrd,
    CONCAT(o.number, N' · ', o.clientName) AS eventTitle, o.statusColor AS eventColor,
    (SELECT COUNT(*) FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id) AS itemCount
  FROM dbo.ord_find(@username, @search, @statuses, @points, @clientID, @managers, @since, @before, @payableFrom, @payableTo, @isUnpaid, @isOverdue, @isOpen) AS f
  INNER JOIN dbo.ord_v_orders AS o ON o.id = f.id
  LEFT JOIN platform.[user] AS u ON u.username = o.managerUsername
  -- What was closed long ago would fill the board's last column.
  WHERE @isBoard = 0 OR o.isFinal = 0 OR o.closed >= DATEADD(DAY, -14, SYSUTCDATETIME())
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'number' THEN o.number WHEN N'clientName' THEN o.clientName WHEN N'pointName' THEN IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn) WHEN N'managerName' THEN o.managerUsername END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'number' THEN o.number WHEN N'clientName' THEN o.clientName WHEN N'pointName' THEN IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn) WHEN N'managerName' THEN o.managerUsername END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'payable' THEN o.payable WHEN N'paid' THEN o.paid WHEN N'debt' THEN o.debt WHEN N'statusName' THEN o.statusOrd WHEN N'boardOrd' THEN o.boardOrd WHEN N'isPaid' THEN o.isPaid END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'payable' THEN o.payable WHEN N'paid' THEN o.paid WHEN N'debt' THEN o.debt WHEN N'statusName' THEN o.statusOrd WHEN N'boardOrd' THEN o.boardOrd WHEN N'isPaid' THEN o.isPaid END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN o.created WHEN N'deadline' THEN o.deadline END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN o.created WHEN N'deadline' THEN o.deadline END END DESC,
    o.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.ord_find(@username, @search, @statuses, @points, @clientID, @managers, @since, @before, @payableFrom, @payableTo, @isUnpaid, @isOverdue, @isOpen) AS f
    INNER JOIN dbo.ord_v_orders AS o ON o.id = f.id
    WHERE @isBoard = 0 OR o.isFinal = 0 OR o.closed >= DATEADD(DAY, -14, SYSUTCDATETIME())) AS found;

  SELECT CAST(0 AS bit) AS HideTitleCount,
    SUM(CASE WHEN o.statusCode = N'new' THEN 1 ELSE 0 END) AS viewCount_new, SUM(CASE WHEN o.isOverdue = 1 THEN 1 ELSE 0 END) AS viewCount_late
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id AND o.isFinal = 0
  WHERE @clientID IS NULL OR o.clientID = @clientID;

  SELECT IIF(@lang = N'ru', N'Итого', N'Total') AS number, SUM(o.payable) AS payable, SUM(o.paid) AS paid, SUM(o.payable - o.paid) AS debt
  FROM dbo.ord_find(@username, @search, @statuses, @points, @clientID, @managers, @since, @before, @payableFrom, @payableTo, @isUnpaid, @isOverdue, @isOpen) AS f
  INNER JOIN dbo.ord_orders AS o ON o.id = f.id
  OPTION (RECOMPILE);
END;
GO
