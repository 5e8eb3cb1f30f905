-- Table types with identity, checks and an index; joined, merged and passed by name; one row per key
CREATE TYPE dbo.PriceList AS TABLE (n int IDENTITY(1, 1), sku varchar(10) NOT NULL PRIMARY KEY, price decimal(10,2) NULL DEFAULT 0, INDEX IX_price (price));
CREATE TABLE dbo.products (sku varchar(10) PRIMARY KEY, price decimal(10,2));
INSERT INTO dbo.products VALUES ('a', 1), ('b', 2);
GO
CREATE PROCEDURE dbo.prices_set @list dbo.PriceList READONLY AS
BEGIN
  SET NOCOUNT ON;
  MERGE dbo.products AS t USING @list AS s ON s.sku = t.sku WHEN MATCHED THEN UPDATE SET price = s.price WHEN NOT MATCHED THEN INSERT (sku, price) VALUES (s.sku, s.price);
  SELECT t.sku, t.price, l.n FROM dbo.products AS t LEFT JOIN @list AS l ON l.sku = t.sku ORDER BY t.sku;
END
GO
DECLARE @p dbo.PriceList;
INSERT INTO @p (sku, price) VALUES ('b', 20), ('c', 30);
INSERT INTO @p (sku) VALUES ('d');
EXEC dbo.prices_set @list = @p;
BEGIN TRY INSERT INTO @p (sku) VALUES ('B'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
