-- The OUTPUT of an UPDATE as a row source of INSERT ... SELECT
CREATE TABLE dbo.stock (sku char(1) PRIMARY KEY, qty int);
CREATE TABLE dbo.log (sku char(1), was int, now_ int);
INSERT INTO dbo.stock VALUES ('a', 5), ('b', 0), ('c', 9);
GO
INSERT INTO dbo.log (sku, was, now_) SELECT u.sku, u.was, u.now_ FROM (UPDATE dbo.stock SET qty = qty - 1 OUTPUT inserted.sku, deleted.qty, inserted.qty WHERE qty > 0) AS u (sku, was, now_) WHERE u.now_ < 8;
SELECT sku, was, now_ FROM dbo.log ORDER BY sku;
SELECT sku, qty FROM dbo.stock ORDER BY sku;
