-- Table prd-products: import of JSON rows {sku, name, category, price, attributes}; errors by row, nothing is imported when there are any.
CREATE OR ALTER PROCEDURE [dbo].[crud_prd-products_import] @rows nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF ISJSON(@rows) = 0 OR @rows IS NULL BEGIN SELECT 0 AS Result, N'Это не JSON' AS Msg; RETURN; END;
  SELECT CAST(r.[key] AS int) + 1 AS line, NULLIF(LTRIM(RTRIM(v.sku)), '') AS sku, v.name, v.category, TRY_CAST(REPLACE(v.priceText, N',', N'.') AS decimal(18, 2)) AS price, v.priceText, v.attributes, c.id AS categoryID
  INTO #rows
  FROM OPENJSON(@rows) AS r
  OUTER APPLY OPENJSON(r.value) WITH (
    sku varchar(32), name nvarchar(256) '$.name', category nvarchar(128), priceText nvarchar(32) '$.price', attributes nvarchar(max) AS JSON
  ) AS v
  LEFT JOIN dbo.prd_categories AS c ON c.name = v.category;
  SELECT line, text, n
  INTO #errors
  FROM (
    SELECT line, N'нет артикула' AS text, 1 AS n FROM #rows WHERE sku IS NULL
    UNION ALL SELECT line, N'нет названия', 2 FROM #rows WHERE ISNULL(name, N'') = N''
    UNION ALL SELECT line, N'нет категории «' + ISNULL(category, N'') + N'»', 3 FROM #rows WHERE categoryID IS NULL
    UNION ALL SELECT line, FORMATMESSAGE(N'неверная цена «%s»', ISNULL(priceText, N'')), 4 FROM #rows WHERE price IS NULL OR price < 0
    UNION ALL SELECT r.line, N'артикул повторяется', 5 FROM (SELECT line, ROW_NUMBER() OVER (PARTITION BY sku ORDER BY line) AS occurrence FROM #rows WHERE sku IS NOT NULL) AS r WHERE r.occurrence > 1
  ) AS e;
  IF EXISTS (SELECT 1 FROM #errors)
  BEGIN
    SELECT 0 AS Result, CONCAT(N'Ошибок: ', COUNT(*), N' в строках ', STRING_AGG(x.line, N', ') WITHIN GROUP (ORDER BY x.line)) AS Msg FROM (SELECT line, COUNT(*) AS c FROM #errors GROUP BY line) AS x;
    SELECT line, STRING_AGG(text, N'; ') WITHIN GROUP (ORDER BY n) AS error FROM #errors GROUP BY line ORDER BY line;
    RETURN;
  END;
  DECLARE @changes TABLE ([action] nvarchar(10), id int, oldPrice decimal(18, 2), newPrice decimal(18, 2));
  MERGE dbo.prd_products WITH (HOLDLOCK) AS t
  USING #rows AS s ON t.sku = s.sku AND t.isActive = 1
  WHEN MATCHED AND (t.name <> s.name OR t.basePrice <> s.price OR t.categoryID <> s.categoryID OR ISNULL(t.attributes, N'') <> ISNULL(s.attributes, N'')) THEN
    UPDATE SET name = s.name, basePrice = s.price, categoryID = s.categoryID, attributes = s.attributes, updated = dbo.as_now()
  WHEN NOT MATCHED THEN
    INSERT (categoryID, sku, name, basePrice, attributes) VALUES (s.categoryID, s.sku, s.name, s.price, s.attributes)
  OUTPUT $action, inserted.id, deleted.basePrice, inserted.basePrice INTO @changes;
  SELECT 1 AS Result, CONCAT(N'Добавлено ', SUM(CASE [action] WHEN 'INSERT' THEN 1 ELSE 0 END), N', изменено ', COUNT(CASE WHEN [action] = 'UPDATE' THEN 1 END)) AS Msg FROM @changes;
END;
GO
