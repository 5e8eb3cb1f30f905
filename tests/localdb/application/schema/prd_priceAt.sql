-- A product's price at a point on a day: the point's list wins over the common one, the later one over the earlier, then the base price.
CREATE OR ALTER FUNCTION dbo.prd_priceAt(@productID int, @pointID int, @day date) RETURNS TABLE
AS
RETURN
  SELECT TOP (1) price, source
  FROM (
    SELECT CAST(p.price AS decimal(18, 2)) AS price, l.name AS source, CASE WHEN l.pointID IS NULL THEN 2 ELSE 1 END AS rank, l.validFrom
    FROM dbo.prd_prices AS p
    INNER JOIN dbo.prd_priceLists AS l ON l.id = p.priceListID
    WHERE p.productID = @productID
      AND (l.pointID = @pointID OR l.pointID IS NULL)
      AND @day BETWEEN l.validFrom AND ISNULL(l.validTo, '99991231')
    UNION ALL
    SELECT basePrice, N'base', 3, '00010101' FROM dbo.prd_products WHERE id = @productID
  ) AS candidates
  ORDER BY rank, validFrom DESC;
GO
