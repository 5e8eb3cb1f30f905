-- A procedure with JSON in and JSON out as an output parameter
CREATE TABLE dbo.cart (id int IDENTITY PRIMARY KEY, client nvarchar(20), sku varchar(5), qty int);
GO
CREATE PROCEDURE dbo.cart_save @body nvarchar(max), @res nvarchar(max) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  IF ISJSON(@body) = 0 BEGIN SET @res = N'{"ok":false,"error":"json"}'; RETURN 1; END
  INSERT INTO dbo.cart (client, sku, qty) SELECT JSON_VALUE(@body, '$.client'), i.sku, i.qty FROM OPENJSON(@body, '$.items') WITH (sku varchar(5), qty int) AS i WHERE i.qty > 0;
  DECLARE @n int = @@ROWCOUNT;
  SET @res = (SELECT CAST(1 AS bit) AS ok, @n AS added, (SELECT sku, SUM(qty) AS qty FROM dbo.cart GROUP BY sku ORDER BY sku FOR JSON PATH) AS total FOR JSON PATH, WITHOUT_ARRAY_WRAPPER);
  RETURN 0;
END
GO
DECLARE @r nvarchar(max), @rc int;
EXEC @rc = dbo.cart_save N'{"client":"Анна","items":[{"sku":"a","qty":2},{"sku":"b","qty":0},{"sku":"a","qty":1}]}', @r OUTPUT;
SELECT @rc AS rc, @r AS r;
EXEC @rc = dbo.cart_save N'oops', @r OUTPUT;
SELECT @rc AS rc, @r AS r;
