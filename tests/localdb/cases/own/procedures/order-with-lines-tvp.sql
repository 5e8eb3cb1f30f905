-- An order with lines by a table type: header, lines, totals and the error of an unknown product
CREATE TYPE dbo.LineList AS TABLE (n int NOT NULL PRIMARY KEY, sku varchar(10) NOT NULL, qty int NOT NULL CHECK (qty > 0));
CREATE TABLE dbo.products (sku varchar(10) PRIMARY KEY, price decimal(10,2) NOT NULL);
CREATE TABLE dbo.orders (id int IDENTITY(1, 1) PRIMARY KEY, client int NOT NULL, total decimal(12,2) NOT NULL);
CREATE TABLE dbo.lines (order_id int NOT NULL REFERENCES dbo.orders (id), n int NOT NULL, sku varchar(10) NOT NULL REFERENCES dbo.products (sku), qty int NOT NULL, price decimal(10,2) NOT NULL, PRIMARY KEY (order_id, n));
INSERT INTO dbo.products VALUES ('A', 10.50), ('B', 4);
GO
CREATE PROCEDURE dbo.order_create @client int, @lines dbo.LineList READONLY, @id int OUTPUT AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM @lines) THROW 50001, N'Заказ пуст', 1;
  DECLARE @missing nvarchar(100) = (SELECT STRING_AGG(l.sku, ', ') WITHIN GROUP (ORDER BY l.n) FROM @lines AS l WHERE NOT EXISTS (SELECT 1 FROM dbo.products AS p WHERE p.sku = l.sku));
  IF @missing IS NOT NULL
  BEGIN
    DECLARE @m nvarchar(200) = CONCAT(N'Нет товара: ', @missing);
    THROW 50002, @m, 1;
  END
  BEGIN TRAN;
  INSERT INTO dbo.orders (client, total) SELECT @client, SUM(l.qty * p.price) FROM @lines AS l JOIN dbo.products AS p ON p.sku = l.sku;
  SET @id = SCOPE_IDENTITY();
  INSERT INTO dbo.lines (order_id, n, sku, qty, price) SELECT @id, l.n, l.sku, l.qty, p.price FROM @lines AS l JOIN dbo.products AS p ON p.sku = l.sku;
  COMMIT;
END
GO
DECLARE @l dbo.LineList, @id int;
INSERT INTO @l VALUES (1, 'a', 2), (2, 'B', 5);
EXEC dbo.order_create 7, @l, @id OUTPUT;
SELECT @id AS id, (SELECT total FROM dbo.orders WHERE id = @id) AS total, (SELECT COUNT(*) FROM dbo.lines WHERE order_id = @id) AS n;
INSERT INTO @l VALUES (3, 'X', 1), (4, 'Y', 1);
BEGIN TRY EXEC dbo.order_create 7, @l, @id OUTPUT; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num, ERROR_MESSAGE() AS msg; END CATCH
DELETE @l;
BEGIN TRY EXEC dbo.order_create 7, @l, @id OUTPUT; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num, ERROR_MESSAGE() AS msg, @@TRANCOUNT AS tc; END CATCH
GO
DECLARE @l dbo.LineList;
INSERT INTO @l VALUES (1, 'A', 0);
