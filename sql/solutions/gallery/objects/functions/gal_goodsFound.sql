-- Goods that match the filters of a table: every kind of filter. Callers: crud_gal-goods_getItems and the other tables of goods.
CREATE OR ALTER FUNCTION dbo.gal_goodsFound(@filters dbo.CRUDFilterParameter READONLY)
RETURNS TABLE
AS
RETURN (
  SELECT g.id
  FROM dbo.gal_goods AS g
  CROSS JOIN (
    SELECT MAX(CASE WHEN x.[Key] = N'search' THEN NULLIF(x.[Value], N'') END) AS search,
      MAX(CASE WHEN x.[Key] = N'name' THEN NULLIF(x.[Value], N'') END) AS name,
      MAX(CASE WHEN x.[Key] = N'categoryName' THEN NULLIF(x.[Value], N'') END) AS categories,
      MAX(CASE WHEN x.[Key] = N'stateCode' THEN NULLIF(x.[Value], N'') END) AS stateCode,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'price_from' THEN NULLIF(x.[Value], N'') END) AS decimal(18, 2)) AS priceFrom,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'price_to' THEN NULLIF(x.[Value], N'') END) AS decimal(18, 2)) AS priceTo,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'stock_to' THEN NULLIF(x.[Value], N'') END) AS int) AS stockTo,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'added_from' THEN NULLIF(x.[Value], N'') END) AS date) AS addedFrom,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'added_to' THEN NULLIF(x.[Value], N'') END) AS date) AS addedTo,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'isOnline' THEN NULLIF(x.[Value], N'') END) AS bit) AS isOnline,
      TRY_CAST(MAX(CASE WHEN x.[Key] = N'_id' THEN NULLIF(x.[Value], N'') END) AS int) AS id
    FROM @filters AS x
  ) AS f
  WHERE (f.id IS NULL OR g.id = f.id)
    AND (f.search IS NULL OR CHARINDEX(f.search, g.nameEn) > 0 OR CHARINDEX(f.search, g.nameRu) > 0 OR CHARINDEX(f.search, g.code) > 0)
    AND (f.name IS NULL OR CHARINDEX(f.name, g.nameEn) > 0 OR CHARINDEX(f.name, g.nameRu) > 0)
    AND (f.categories IS NULL OR CHARINDEX(CONCAT(N',', g.categoryID, N','), CONCAT(N',', f.categories, N',')) > 0)
    AND (f.stateCode IS NULL OR g.stateCode = f.stateCode)
    AND (f.priceFrom IS NULL OR g.price >= f.priceFrom)
    AND (f.priceTo IS NULL OR g.price <= f.priceTo)
    AND (f.stockTo IS NULL OR g.stock <= f.stockTo)
    AND (f.addedFrom IS NULL OR g.added >= f.addedFrom)
    AND (f.addedTo IS NULL OR g.added <= f.addedTo)
    AND (f.isOnline IS NULL OR g.isOnline = f.isOnline)
);
GO
