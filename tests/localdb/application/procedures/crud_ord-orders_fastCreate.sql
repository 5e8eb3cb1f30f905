-- Table ord-orders: an order for a client from one line "client; sku x qty, sku x qty".
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_fastCreate] @filters dbo.CRUDFilterParameter READONLY, @text nvarchar(256), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @clientID int, @cart nvarchar(max), @orderID int, @at int = CHARINDEX(N';', @text);
  SELECT TOP 1 @clientID = id FROM dbo.cl_clients WHERE name = RTRIM(LEFT(@text, IIF(@at > 0, @at - 1, 0))) AND isDeleted = 0 ORDER BY id DESC;
  SET @cart = (
    SELECT @clientID AS clientID, N'fast' AS comment, JSON_QUERY((
      SELECT RTRIM(LEFT(s.value, s.x - 1)) AS sku, CAST(SUBSTRING(s.value, s.x + 1, 20) AS decimal(12, 3)) AS qty
      FROM (SELECT p.ord, p.value, CHARINDEX(N'x', p.value) AS x FROM dbo.split(SUBSTRING(@text, @at + 1, 256), N',') AS p) AS s
      WHERE s.x > 1
      ORDER BY s.ord
      FOR JSON PATH
    )) AS items
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
  );
  BEGIN TRY
    EXEC dbo.ord_create @cart = @cart, @username = @username, @orderID = @orderID OUT;
    SELECT 1 AS Result, CONCAT(N'Создан ', number) AS Msg, id AS itemID FROM dbo.ord_orders WHERE id = @orderID;
  END TRY
  BEGIN CATCH
    SELECT 0 AS Result, ERROR_MESSAGE() AS Msg, CAST(NULL AS int) AS itemID;
  END CATCH;
END;
GO
