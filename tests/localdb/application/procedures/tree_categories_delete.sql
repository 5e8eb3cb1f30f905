-- Tree of categories: deletes a branch from its leaves up when it has no products.
CREATE OR ALTER PROCEDURE dbo.tree_categories_delete @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @branch TABLE (id int PRIMARY KEY, depth int);
  DECLARE @depth int = 0;
  INSERT @branch VALUES (@itemID, 0);
  WHILE @@ROWCOUNT > 0
  BEGIN
    SET @depth += 1;
    INSERT @branch SELECT c.id, @depth FROM dbo.prd_categories AS c JOIN @branch AS b ON b.id = c.parentID AND b.depth = @depth - 1;
  END;
  IF EXISTS (SELECT 1 FROM dbo.prd_products WHERE categoryID IN (SELECT id FROM @branch))
    GOTO refused;
  BEGIN TRAN;
  WHILE @depth >= 0
  BEGIN
    DELETE FROM dbo.prd_categories WHERE id IN (SELECT id FROM @branch WHERE depth = @depth);
    SET @depth -= 1;
  END;
  COMMIT TRAN;
  SELECT 1 AS Result, N'' AS Msg;
  RETURN;
refused:
  SELECT 0 AS Result, N'В категории есть товары' AS Msg;
END;
GO
