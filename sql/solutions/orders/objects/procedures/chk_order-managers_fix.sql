-- Check `order-managers`: takes the manager off, so that the point sees the order as free. The supervisor only; no list: all.
CREATE OR ALTER PROCEDURE dbo.[chk_order-managers_fix]
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
  UPDATE o SET managerUsername = NULL, updated = SYSUTCDATETIME()
  FROM dbo.ord_orders AS o
  INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID AND s.isFinal = 0
  WHERE o.managerUsername IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = o.pointID AND pm.username = o.managerUsername) AND (NULLIF(@itemIDs, N'') IS NULL OR o.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v));
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Исправлено: ', N'Mended: '), @@ROWCOUNT) AS Msg;
END;
GO
