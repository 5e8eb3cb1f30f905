-- Entity `order`: refuses a change that the way or the money does not allow, before anything is done.
CREATE OR ALTER PROCEDURE dbo.[en_order_checkStatus]
  @itemID nvarchar(64),
  @from nvarchar(32),
  @to nvarchar(32),
  @comment nvarchar(1000),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (
    SELECT 1
    FROM dbo.ord_allowed(@username) AS a
    INNER JOIN dbo.ord_orders AS o ON o.id = a.id
    INNER JOIN dbo.ord_statusTransitions AS t ON t.fromID = o.statusID
    INNER JOIN dbo.ord_statuses AS s ON s.id = t.toID AND s.code = @to
    WHERE a.id = @id AND ((t.forManager = 1 AND a.canManage = 1) OR (t.forClient = 1 AND a.isOwn = 1))
  )
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такая смена статуса не разрешена.', N'This change of status is not allowed.') AS Msg;
    RETURN;
  END;
  IF @to = N'cancelled' AND EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = @id AND o.paid > 0)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'По заказу есть оплаты: сначала отмените их.', N'The order has payments: cancel them first.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
