-- Check `client-ledgers`: balance and points of a client are the sums of their ledgers.
CREATE OR ALTER PROCEDURE dbo.[chk_client-ledgers]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT c.id AS itemID, CONCAT(c.name, IIF(@lang = N'ru', N': баланс ', N': balance '), c.balance, N' / ', b.amount, IIF(@lang = N'ru', N', баллы ', N', points '), c.points, N' / ', p.amount) AS text, CONCAT(N'/client/', c.id) AS url, N'danger' AS severity
  FROM dbo.cl_clients AS c
  CROSS APPLY (SELECT ISNULL(SUM(l.amount), 0) AS amount FROM dbo.cl_balanceOperations AS l WHERE l.clientID = c.id) AS b
  CROSS APPLY (SELECT ISNULL(SUM(l.amount), 0) AS amount FROM dbo.cl_pointOperations AS l WHERE l.clientID = c.id) AS p
  WHERE (c.balance <> b.amount OR c.points <> p.amount) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY c.id;
END;
GO
