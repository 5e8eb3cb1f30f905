-- Page of an order: title, tokens and breadcrumbs; 404 and 403 by StatusCode.
CREATE OR ALTER PROCEDURE dbo.pg_order_getPage @itemID int, @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @exists bit = (SELECT 1 FROM dbo.ord_orders WHERE id = @itemID), @allowed bit;
  SELECT @allowed = 1 FROM dbo.ord_allowed(@username) WHERE id = @itemID;
  IF @exists IS NULL SELECT 0 AS Result, N'Нет заказа' AS Msg, 404 AS StatusCode;
  ELSE IF @allowed IS NULL SELECT 0 AS Result, N'Нет доступа' AS Msg, 403 AS StatusCode;
  ELSE
  BEGIN
    SELECT 1 AS Result, N'' AS Msg, 200 AS StatusCode, N'Заказ ' + number AS Title, clientName AS client FROM dbo.ord_v_orders WHERE id = @itemID;
    SELECT * FROM (VALUES (N'Заказы', N'/orders'), (N'Заказ', NULL)) AS b([Text], Url);
  END
END;
GO
