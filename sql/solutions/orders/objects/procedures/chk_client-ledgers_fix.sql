-- Check `client-ledgers`: writes the sums of the ledgers. The supervisor only; no list: all.
CREATE OR ALTER PROCEDURE dbo.[chk_client-ledgers_fix]
  @itemIDs nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  UPDATE c SET balance = b.amount, points = p.amount
  FROM dbo.cl_clients AS c
  CROSS APPLY (SELECT ISNULL(SUM(l.amount), 0) AS amount FROM dbo.cl_balanceOperations AS l WHERE l.clientID = c.id) AS b
  CROSS APPLY (SELECT ISNULL(SUM(l.amount), 0) AS amount FROM dbo.cl_pointOperations AS l WHERE l.clientID = c.id) AS p
  WHERE (c.balance <> b.amount OR c.points <> p.amount) AND (NULLIF(@itemIDs, N'') IS NULL OR c.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v));
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Исправлено: ', N'Mended: '), @@ROWCOUNT) AS Msg;
END;
GO
