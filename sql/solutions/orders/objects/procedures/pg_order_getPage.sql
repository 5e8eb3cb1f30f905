-- Page `order`: title and tokens; 404 when the order is not open to the user.
CREATE OR ALTER PROCEDURE dbo.[pg_order_getPage]
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден.', N'The order is not found.') AS Msg, 404 AS StatusCode;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS Title, o.number, o.clientName, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusCode, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS StatusText, o.statusColor AS StatusColor,
    CONCAT(CASE WHEN a.isOwn = 0 THEN CONCAT(o.clientName, N' · ') END, IIF(@lang = N'ru', o.pointNameRu, o.pointNameEn), N' · ', CASE o.deliveryCode WHEN N'courier' THEN IIF(@lang = N'ru', N'курьер', N'courier') ELSE IIF(@lang = N'ru', N'самовывоз', N'pick-up') END) AS Subtitle,
    o.clientID, o.payable, o.paid, o.debt, a.canManage, a.isOwn
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id
  WHERE a.id = @id;
  SELECT N'1' AS ord, CASE WHEN a.isOwn = 1 THEN IIF(@lang = N'ru', N'Мои заказы', N'My orders') ELSE IIF(@lang = N'ru', N'Заказы', N'Orders') END AS Text, CASE WHEN a.isOwn = 1 THEN N'/my-orders' ELSE N'/orders' END AS Url
  FROM dbo.ord_allowed(@username) AS a
  WHERE a.id = @id
  UNION ALL
  SELECT N'2', o.number, NULL FROM dbo.ord_orders AS o WHERE o.id = @id
  ORDER BY ord;
END;
GO
