-- Table `my-orders`: the client's own orders.
CREATE OR ALTER PROCEDURE dbo.[crud_my-orders_getItems]
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
  DECLARE @search nvarchar(700), @statuses nvarchar(max), @since datetime2(0), @before datetime2(0), @isUnpaid bit, @isOpen bit, @isExact bit, @clientID int = ISNULL(dbo.sec_clientID(@username), -1);
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @statuses = MAX(CASE WHEN [Key] = N'statusName' THEN NULLIF([Value], N'') END),
    @since = TRY_CAST(MAX(CASE WHEN [Key] = N'created_since' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @before = TRY_CAST(MAX(CASE WHEN [Key] = N'created_before' THEN NULLIF([Value], N'') END) AS datetime2(0)),
    @isUnpaid = TRY_CAST(MAX(CASE WHEN [Key] = N'isUnpaid' THEN NULLIF([Value], N'') END) AS bit),
    @isOpen = TRY_CAST(MAX(CASE WHEN [Key] = N'isOpen' THEN NULLIF([Value], N'') END) AS bit),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT o.id, o.number, CONCAT(N'/order/', o.id) AS link_number, o.statusCode, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusColor AS color_statusName,
    o.payable, o.paid, CAST(CASE WHEN o.payable > 0 THEN o.paid * 100 / o.payable ELSE 0 END AS int) AS barPercent_paid, o.debt, o.created, o.deadline,
    CAST(CASE WHEN o.isFinal = 0 THEN 1 ELSE 0 END AS bit) AS isOpen, CAST(CASE WHEN o.debt > 0 AND o.statusCode <> N'cancelled' THEN 1 ELSE 0 END AS bit) AS isUnpaid,
    (SELECT COUNT(*) FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id) AS itemCount,
    (SELECT TOP (1) IIF(@lang = N'ru', i.nameRu, i.nameEn) FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id ORDER BY i.ord, i.id) AS desc_number
  FROM dbo.ord_find(@username, @search, @statuses, NULL, @clientID, NULL, @since, @before, NULL, NULL, @isUnpaid, NULL, @isOpen) AS f
  INNER JOIN dbo.ord_v_orders AS o ON o.id = f.id
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'number' THEN o.number END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'number' THEN o.number END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'payable' THEN o.payable WHEN N'paid' THEN o.paid WHEN N'debt' THEN o.debt WHEN N'statusName' THEN o.statusOrd END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'payable' THEN o.payable WHEN N'paid' THEN o.paid WHEN N'debt' THEN o.debt WHEN N'statusName' THEN o.statusOrd END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN o.created WHEN N'deadline' THEN o.deadline END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN o.created WHEN N'deadline' THEN o.deadline END END DESC,
    o.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.ord_find(@username, @search, @statuses, NULL, @clientID, NULL, @since, @before, NULL, NULL, @isUnpaid, NULL, @isOpen) AS f) AS found;
END;
GO
