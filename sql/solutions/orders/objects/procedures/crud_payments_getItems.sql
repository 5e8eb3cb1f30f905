-- Table `payments`: payments of the user's points (clients: own); filters method, point, date, amount, cancelled; footer with sums.
CREATE OR ALTER PROCEDURE dbo.[crud_payments_getItems]
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
  DECLARE @search nvarchar(700), @points nvarchar(max), @methods nvarchar(max), @clientID int, @orderID int, @from date, @to date, @amountFrom decimal(18, 2), @amountTo decimal(18, 2), @isCancelled bit, @isExact bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @points = MAX(CASE WHEN [Key] = N'pointName' THEN NULLIF([Value], N'') END),
    @methods = MAX(CASE WHEN [Key] = N'methodName' THEN NULLIF([Value], N'') END),
    @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int),
    @orderID = TRY_CAST(MAX(CASE WHEN [Key] = N'orderID' THEN NULLIF([Value], N'') END) AS int),
    @from = TRY_CAST(MAX(CASE WHEN [Key] = N'paidOn_from' THEN NULLIF([Value], N'') END) AS date),
    @to = TRY_CAST(MAX(CASE WHEN [Key] = N'paidOn_to' THEN NULLIF([Value], N'') END) AS date),
    @amountFrom = TRY_CAST(MAX(CASE WHEN [Key] = N'amount_from' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @amountTo = TRY_CAST(MAX(CASE WHEN [Key] = N'amount_to' THEN NULLIF([Value], N'') END) AS decimal(18, 2)),
    @isCancelled = TRY_CAST(MAX(CASE WHEN [Key] = N'isCancelled' THEN NULLIF([Value], N'') END) AS bit),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'paidOn');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT p.id, p.paidOn, c.name AS clientName, CONCAT(N'/client/', c.id) AS link_clientName, IIF(@lang = N'ru', pt.nameRu, pt.nameEn) AS pointName, o.number AS orderNumber, CASE WHEN o.id IS NOT NULL THEN CONCAT(N'/order/', o.id) END AS link_orderNumber,
    CASE WHEN o.id IS NULL THEN IIF(@lang = N'ru', N'Пополнение', N'Top-up') ELSE IIF(@lang = N'ru', N'Заказ', N'Order') END AS kindName, IIF(@lang = N'ru', m.nameRu, m.nameEn) AS methodName, m.icon AS icon_methodName, p.amount,
    CASE WHEN p.isCancelled = 1 THEN IIF(@lang = N'ru', N'Отменена', N'Cancelled') END AS badge_amount, p.isCancelled, p.comment, p.created
  FROM dbo.pay_find(@username, @search, @points, @methods, @clientID, @orderID, @from, @to, @amountFrom, @amountTo, @isCancelled) AS f
  INNER JOIN dbo.pay_payments AS p ON p.id = f.id
  INNER JOIN dbo.cl_clients AS c ON c.id = p.clientID
  INNER JOIN dbo.ref_points AS pt ON pt.id = p.pointID
  INNER JOIN dbo.pay_methods AS m ON m.code = p.methodCode
  LEFT JOIN dbo.ord_orders AS o ON o.id = p.orderID
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'clientName' THEN c.name WHEN N'orderNumber' THEN o.number WHEN N'methodName' THEN IIF(@lang = N'ru', m.nameRu, m.nameEn) WHEN N'pointName' THEN IIF(@lang = N'ru', pt.nameRu, pt.nameEn) END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'clientName' THEN c.name WHEN N'orderNumber' THEN o.number WHEN N'methodName' THEN IIF(@lang = N'ru', m.nameRu, m.nameEn) WHEN N'pointName' THEN IIF(@lang = N'ru', pt.nameRu, pt.nameEn) END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'amount' THEN p.amount END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'amount' THEN p.amount END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'paidOn' THEN p.paidOn END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'paidOn' THEN p.paidOn END END DESC,
    p.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY
  OPTION (RECOMPILE);

  SELECT COUNT(*) AS total FROM (SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.id FROM dbo.pay_find(@username, @search, @points, @methods, @clientID, @orderID, @from, @to, @amountFrom, @amountTo, @isCancelled) AS f) AS found;

  SELECT CAST(0 AS bit) AS HideTitleCount;

  SELECT IIF(@lang = N'ru', N'Итого', N'Total') AS paidOn, SUM(CASE WHEN p.isCancelled = 0 THEN p.amount END) AS amount
  FROM dbo.pay_find(@username, @search, @points, @methods, @clientID, @orderID, @from, @to, @amountFrom, @amountTo, @isCancelled) AS f
  INNER JOIN dbo.pay_payments AS p ON p.id = f.id
  OPTION (RECOMPILE);
END;
GO
