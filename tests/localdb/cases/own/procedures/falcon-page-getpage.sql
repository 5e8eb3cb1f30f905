-- Falcon page: pg_getPage with a redirect for strangers, title and tokens, breadcrumbs as the second set
CREATE TYPE dbo.ExtendedDictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max), [Value2] nvarchar(max));
CREATE TABLE dbo.ord_orders (id int PRIMARY KEY, number varchar(20), clientName nvarchar(32), total decimal(12,2));
INSERT INTO dbo.ord_orders VALUES (15, 'A-15', N'anna', 1500.5);
GO
CREATE PROCEDURE [dbo].[pg_order_getPage] @itemID int, @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(128) AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @client nvarchar(32), @number varchar(20), @total decimal(12,2);
  SELECT @client = clientName, @number = number, @total = total FROM dbo.ord_orders WHERE id = @itemID;
  IF @@ROWCOUNT = 0 BEGIN SELECT 0 AS Result, N'Заказ не найден' AS Msg, 404 AS StatusCode; RETURN; END
  IF @client <> @username AND @username <> N'admin' BEGIN SELECT 0 AS Result, N'' AS Msg, 302 AS StatusCode, N'/orders' AS RedirectUrl; RETURN; END
  SELECT 1 AS Result, N'Заказ ' + @number AS Title, @number AS number, FORMAT(@total, 'N2', 'en-US') AS total, ISNULL((SELECT TOP 1 Value2 FROM @parameters WHERE [Key] = 'lang'), 'ru') AS lang;
  SELECT N'Заказы' AS [Text], '/orders' AS Url UNION ALL SELECT @number, CONCAT('/order/', @itemID);
END
GO
DECLARE @p dbo.ExtendedDictionaryParameter;
EXEC dbo.pg_order_getPage 15, @p, N'anna';
EXEC dbo.pg_order_getPage 15, @p, N'boris';
EXEC dbo.pg_order_getPage 16, @p, N'anna';
INSERT INTO @p VALUES (N'lang', N'en', N'en');
EXEC dbo.pg_order_getPage @itemID = 15, @username = N'admin', @parameters = @p;
