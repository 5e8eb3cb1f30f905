-- Falcon catalogue: filters as comma lists and ranges, facets with counts, sort by sql_variant, page and total
CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
CREATE TABLE dbo.prd (id int PRIMARY KEY, name nvarchar(20), brand nvarchar(10), price decimal(9,2));
INSERT INTO dbo.prd VALUES (1, N'Лампа', N'Альфа', 100), (2, N'Стол', N'Бета', 900), (3, N'Стул', N'Альфа', 300), (4, N'Шкаф', N'Гамма', 2500);
GO
CREATE PROCEDURE [dbo].[crud_catalog_getItems] @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @brands nvarchar(max), @from decimal(9,2), @to decimal(9,2);
  SELECT @brands = MAX(CASE WHEN [Key] = 'brand' THEN NULLIF([Value], '') END), @from = TRY_CAST(MAX(CASE WHEN [Key] = 'priceFrom' THEN [Value] END) AS decimal(9,2)), @to = TRY_CAST(MAX(CASE WHEN [Key] = 'priceTo' THEN [Value] END) AS decimal(9,2)) FROM @filters;
  SELECT id INTO #ids FROM dbo.prd WHERE (@brands IS NULL OR brand IN (SELECT LTRIM(value) FROM STRING_SPLIT(@brands, ','))) AND price >= ISNULL(@from, 0) AND price <= ISNULL(@to, 999999);
  SELECT p.id, p.name, p.price FROM dbo.prd AS p JOIN #ids AS i ON i.id = p.id ORDER BY CASE WHEN @sort = 'price' AND @direction = 'desc' THEN p.price END DESC, CASE WHEN @sort = 'price' AND @direction <> 'desc' THEN p.price END, CASE WHEN @sort = 'name' THEN p.name END, p.id OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM #ids;
  SELECT p.brand, COUNT(i.id) AS cnt FROM dbo.prd AS p LEFT JOIN #ids AS i ON i.id = p.id GROUP BY p.brand ORDER BY p.brand;
END
GO
DECLARE @f dbo.CRUDFilterParameter;
EXEC dbo.crud_catalog_getItems @f, N'price', N'desc', 1, 2;
INSERT INTO @f VALUES (N'brand', N'альфа, Гамма'), (N'priceFrom', N'200'), (N'priceTo', N'много');
EXEC dbo.crud_catalog_getItems @f, N'name', N'asc', 1, 10;
