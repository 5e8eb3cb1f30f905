-- Resource `request-files`: who sees the request reads; its client and managers write.
CREATE OR ALTER PROCEDURE dbo.[rs_request-files_access]
  @itemID nvarchar(64),
  @action nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT CAST(CASE WHEN @action IN (N'read', N'list', N'download') OR a.isOwn = 1 OR a.canManage = 1 THEN 1 ELSE 0 END AS int) AS Result, N'' AS Msg
  FROM dbo.srv_allowed(@username) AS a
  WHERE a.id = TRY_CAST(@itemID AS int)
  UNION ALL
  SELECT 0, IIF(@lang = N'ru', N'Заявка недоступна вам.', N'The request is not open to you.')
  WHERE NOT EXISTS (SELECT 1 FROM dbo.srv_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int));
END;
GO
