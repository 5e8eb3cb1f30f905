-- Form `pay-order` (page order, for its client): pays from the balance or with points.
CREATE OR ALTER PROCEDURE dbo.[fm_pay-order_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT N'balance' AS methodCode, CASE WHEN c.balance < o.payable - o.paid THEN c.balance ELSE o.payable - o.paid END AS amount
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
  WHERE a.id = TRY_CAST(@itemID AS int) AND a.isOwn = 1;
  SELECT CONCAT(IIF(@lang = N'ru', N'К оплате: ', N'Due: '), dbo.ord_money(o.payable - o.paid, @lang), IIF(@lang = N'ru', N' · баланс: ', N' · balance: '), dbo.ord_money(c.balance, @lang), IIF(@lang = N'ru', N' · баллы: ', N' · points: '), CONVERT(nvarchar(32), c.points)) AS Subtitle
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
  WHERE a.id = TRY_CAST(@itemID AS int) AND a.isOwn = 1;
END;
GO
