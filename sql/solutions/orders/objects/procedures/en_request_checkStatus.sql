-- Entity `request`: refuses a change that the way does not allow; an offer and an order need a price.
CREATE OR ALTER PROCEDURE dbo.[en_request_checkStatus]
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
    FROM dbo.srv_allowed(@username) AS a
    INNER JOIN dbo.srv_requests AS r ON r.id = a.id
    INNER JOIN dbo.ord_statusTransitions AS t ON t.fromID = r.statusID
    INNER JOIN dbo.ord_statuses AS s ON s.id = t.toID AND s.code = @to
    WHERE a.id = @id AND ((t.forManager = 1 AND a.canManage = 1) OR (t.forClient = 1 AND a.isOwn = 1))
  )
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такая смена статуса не разрешена.', N'This change of status is not allowed.') AS Msg;
    RETURN;
  END;
  IF @to IN (N'offered', N'ordered') AND EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.id = @id AND (r.price IS NULL OR r.serviceID IS NULL))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Сначала укажите услугу и цену.', N'Give the service and its price first.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
