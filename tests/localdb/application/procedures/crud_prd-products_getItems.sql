-- Table prd-products: dynamic search inside a category and all below it.
CREATE OR ALTER PROCEDURE [dbo].[crud_prd-products_getItems]
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @sql nvarchar(max), @where nvarchar(max) = N'WHERE p.isActive = 1', @order nvarchar(max), @total int;
  DECLARE @categoryID int = dbo.as_filterValue(@filters, N'categoryID'), @search nvarchar(256) = dbo.as_filterValue(@filters, N'name'), @color nvarchar(64) = dbo.as_filterValue(@filters, N'color');
  CREATE TABLE #categories (id int PRIMARY KEY, [path] nvarchar(max));
  ;WITH sub AS (
    SELECT id, CAST(name AS nvarchar(max)) AS [path] FROM dbo.prd_categories WHERE (@categoryID IS NULL AND parentID IS NULL) OR id = @categoryID
    UNION ALL
    SELECT c.id, s.[path] + N' / ' + c.name FROM dbo.prd_categories AS c INNER JOIN sub AS s ON c.parentID = s.id
  )
  INSERT #categories SELECT id, [path] FROM sub OPTION (MAXRECURSION 32);
  IF @search IS NOT NULL SET @where += N' AND (p.name LIKE @search OR p.sku LIKE @search)';
  IF @color IS NOT NULL SET @where = @where + N' AND p.color = @color';
  SET @order = CASE WHEN @sort IN (N'name', N'sku', N'basePrice') THEN QUOTENAME(CAST(@sort AS nvarchar(64))) ELSE N'category' END + CASE @direction WHEN N'desc' THEN N' DESC' ELSE N'' END;
  SET @sql = N'
    SELECT p.id, p.sku, p.name, c.[path] AS category, p.basePrice, p.color,
      ISNULL((SELECT COUNT(*) FROM dbo.ord_orderItems AS i WHERE i.productID = p.id), 0) AS ordered
    INTO #page
    FROM dbo.prd_products AS p
    JOIN #categories AS c ON c.id = p.categoryID
    ' + @where + N';
    SET @total = @@ROWCOUNT;
    SELECT * FROM #page ORDER BY ' + @order + N', id OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY;';
  DECLARE @skip int = (@page - 1) * @pageSize, @like nvarchar(260) = N'%' + @search + N'%';
  EXEC sp_executesql @sql, N'@search nvarchar(260), @color nvarchar(64), @skip int, @take int, @total int OUTPUT',
    @search = @like, @color = @color, @skip = @skip, @take = @pageSize, @total = @total OUTPUT;
  SELECT @total AS total;
END;
GO
