-- Page `product`: title, breadcrumbs by category; 404 for what is not sold.
CREATE OR ALTER PROCEDURE dbo.[pg_product_getPage]
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.id = @id AND p.isActive = 1) OR NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Товар не найден.', N'The product is not found.') AS Msg, 404 AS StatusCode;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Title, LEFT(IIF(@lang = N'ru', p.descriptionRu, p.descriptionEn), 160) AS Description, p.sku, p.categoryID FROM dbo.prd_products AS p WHERE p.id = @id;
  WITH up AS (
    SELECT c.id, c.parentID, c.nameEn, c.nameRu, 1 AS step FROM dbo.prd_products AS p INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID WHERE p.id = @id
    UNION ALL
    SELECT c.id, c.parentID, c.nameEn, c.nameRu, u.step + 1 FROM up AS u INNER JOIN dbo.prd_categories AS c ON c.id = u.parentID
  )
  SELECT x.Text, x.Url
  FROM (
    SELECT 99 AS step, IIF(@lang = N'ru', N'Каталог', N'Catalogue') AS Text, CAST(N'/catalog' AS nvarchar(200)) AS Url
    UNION ALL
    SELECT u.step, IIF(@lang = N'ru', u.nameRu, u.nameEn), CONCAT(N'/catalog?catalog.categoryID=', u.id) FROM up AS u
    UNION ALL
    SELECT 0, IIF(@lang = N'ru', p.nameRu, p.nameEn), NULL FROM dbo.prd_products AS p WHERE p.id = @id
  ) AS x
  ORDER BY x.step DESC;
END;
GO
