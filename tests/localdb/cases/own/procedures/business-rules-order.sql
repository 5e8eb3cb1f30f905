-- Order rules: status machine, stock reservation, limits; each refusal with its own number, all or nothing
CREATE TABLE dbo.stock (sku varchar(5) PRIMARY KEY, qty int NOT NULL CHECK (qty >= 0));
CREATE TABLE dbo.orders (id int IDENTITY PRIMARY KEY, st varchar(10) NOT NULL DEFAULT 'new', sku varchar(5), qty int);
INSERT INTO dbo.stock VALUES ('a', 5);
GO
CREATE PROCEDURE dbo.reserve @id int AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  BEGIN TRY
    BEGIN TRAN;
    UPDATE dbo.orders SET st = 'reserved' WHERE id = @id AND st = 'new';
    IF @@ROWCOUNT = 0 THROW 51001, N'Заказ не новый', 1;
    UPDATE s SET qty = s.qty - o.qty FROM dbo.stock AS s JOIN dbo.orders AS o ON o.sku = s.sku WHERE o.id = @id;
    IF @@ROWCOUNT = 0 THROW 51002, N'Нет такого товара', 1;
    COMMIT;
    RETURN 0;
  END TRY
  BEGIN CATCH
    IF XACT_STATE() <> 0 ROLLBACK;
    IF ERROR_NUMBER() = 547 BEGIN RAISERROR(N'Не хватает товара', 16, 1); RETURN 547; END;
    THROW;
  END CATCH
END
GO
INSERT INTO dbo.orders (sku, qty) VALUES ('a', 3), ('a', 3), ('b', 1);
DECLARE @r1 int, @r2 int;
EXEC @r1 = dbo.reserve 1;
EXEC @r2 = dbo.reserve 2;
SELECT @r1 AS r1, @r2 AS r2;
BEGIN TRY EXEC dbo.reserve 1; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
BEGIN TRY EXEC dbo.reserve 3; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
SELECT id, st FROM dbo.orders ORDER BY id;
SELECT qty, @@TRANCOUNT AS tc FROM dbo.stock;
