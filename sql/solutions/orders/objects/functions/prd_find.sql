-- Ids of the products that meet the filters (NULL: any). Products are open to every signed-in user; hidden ones only to those who ask with @isForSale 0.
CREATE OR ALTER FUNCTION dbo.prd_find(
  @search nvarchar(200), @categoryID int, @priceFrom decimal(18, 2), @priceTo decimal(18, 2), @isInStock bit, @isForSale bit, @isActive bit, @favouritesOf int
) RETURNS TABLE
AS
RETURN (
  SELECT p.id
  FROM dbo.prd_products AS p
  INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID
  WHERE (@isForSale = 0 OR (p.isActive = 1 AND c.isActive = 1))
    AND (@isActive IS NULL OR p.isActive = @isActive)
    AND (@search IS NULL OR p.nameEn LIKE @search OR p.nameRu LIKE @search OR p.sku LIKE @search)
    AND (@categoryID IS NULL OR p.categoryID IN (SELECT b.id FROM dbo.prd_below(@categoryID) AS b))
    AND (@priceFrom IS NULL OR p.price >= @priceFrom)
    AND (@priceTo IS NULL OR p.price <= @priceTo)
    AND (@isInStock IS NULL OR @isInStock = 0 OR p.stock > 0)
    AND (@favouritesOf IS NULL OR p.id IN (SELECT f.productID FROM dbo.cl_clientFavourites AS f WHERE f.clientID = @favouritesOf))
);
GO
