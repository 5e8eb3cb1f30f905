-- Check `lost-files`: marks the files as deleted; their contents go with the next cleaning. The supervisor only; no list: all.
CREATE OR ALTER PROCEDURE dbo.[chk_lost-files_fix]
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
  UPDATE f SET isDeleted = 1
  FROM platform.[file] AS f
  WHERE
    f.isDeleted = 0
    AND f.draftToken IS NULL
    AND (
      (f.resourceCode = N'order-files' AND NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = TRY_CAST(f.itemID AS int)))
      OR (f.resourceCode = N'request-files' AND NOT EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.id = TRY_CAST(f.itemID AS int)))
    )
    AND (NULLIF(@itemIDs, N'') IS NULL OR f.id IN (SELECT TRY_CAST(v.value AS uniqueidentifier) FROM STRING_SPLIT(@itemIDs, N',') AS v));
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Исправлено: ', N'Mended: '), @@ROWCOUNT) AS Msg;
END;
GO
