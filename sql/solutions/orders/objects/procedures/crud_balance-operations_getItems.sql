-- Table `balance-operations`: the ledger of a client's balance; own, or of a client that the user may see (filter clientID).
CREATE OR ALTER PROCEDURE dbo.[crud_balance-operations_getItems]
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
  DECLARE @clientID int, @isExact bit;
  SELECT @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int),
    @isExact = TRY_CAST(MAX(CASE WHEN [Key] = N'_exact' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SET @clientID = ISNULL(@clientID, dbo.sec_clientID(@username));
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'created');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'desc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT l.id, l.created, CASE l.kindCode WHEN N'topUp' THEN IIF(@lang = N'ru', N'Пополнение', N'Top-up') WHEN N'payment' THEN IIF(@lang = N'ru', N'Оплата', N'Payment') WHEN N'refund' THEN IIF(@lang = N'ru', N'Возврат', N'Refund') ELSE IIF(@lang = N'ru', N'Корректировка', N'Correction') END AS kindName,
    l.amount, CASE WHEN l.amount > 0 THEN N'success' ELSE N'secondary' END AS color_kindName, l.comment, CASE WHEN p.orderID IS NOT NULL THEN CONCAT(N'/order/', p.orderID) END AS link_comment
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_balanceOperations AS l ON l.clientID = a.id
  LEFT JOIN dbo.pay_payments AS p ON p.id = l.paymentID
  WHERE a.id = @clientID
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'amount' THEN l.amount END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'amount' THEN l.amount END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'created' THEN l.created END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'created' THEN l.created END END DESC,
    l.id DESC
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY

  SELECT COUNT(*) AS total FROM (
    SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) l.id FROM dbo.cl_allowed(@username) AS a INNER JOIN dbo.cl_balanceOperations AS l ON l.clientID = a.id WHERE a.id = @clientID
  ) AS found;
END;
GO
