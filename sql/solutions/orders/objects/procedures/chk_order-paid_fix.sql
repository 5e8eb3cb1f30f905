-- Check `order-paid`: writes the sum of the payments (what is paid too much needs a person). The supervisor only; no list: all.
CREATE OR ALTER PROCEDURE dbo.[chk_order-paid_fix]
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
  UPDATE o SET paid = s.paid
  FROM dbo.ord_orders AS o
  CROSS APPLY (SELECT ISNULL(SUM(p.amount), 0) AS paid FROM dbo.pay_payments AS p WHERE p.orderID = o.id AND p.isCancelled = 0) AS s
  WHERE o.paid <> s.paid AND (NULLIF(@itemIDs, N'') IS NULL OR o.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v));
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Исправлено: ', N'Mended: '), @@ROWCOUNT) AS Msg;
END;
GO
