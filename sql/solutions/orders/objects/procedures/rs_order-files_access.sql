-- Resource `order-files`: who sees the order reads; its client and managers write; the engine decides who deletes.
CREATE OR ALTER PROCEDURE dbo.[rs_order-files_access]
  @itemID nvarchar(64),
  @action nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT CAST(CASE WHEN @action IN (N'read', N'list', N'download') OR a.isOwn = 1 OR a.canManage = 1 THEN 1 ELSE 0 END AS int) AS Result, N'' AS Msg
  FROM dbo.ord_allowed(@username) AS a
  WHERE a.id = TRY_CAST(@itemID AS int)
  UNION ALL
  SELECT 0, IIF(@lang = N'ru', N'Заказ недоступен вам.', N'The order is not open to you.')
  WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int));
END;
GO
