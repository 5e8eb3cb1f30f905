-- Falcon tree: items with a flag for children, a move that refuses to put a node under itself
CREATE TABLE dbo.cat_items (id int PRIMARY KEY, parentID int NULL, name nvarchar(20), ord int);
INSERT INTO dbo.cat_items VALUES (1, NULL, N'Мебель', 1), (2, 1, N'Столы', 2), (3, 1, N'Стулья', 1), (4, 2, N'Кухня', 1);
GO
CREATE PROCEDURE [dbo].[tree_catalog_getItems] @itemID int = NULL AS
  SELECT c.id, ISNULL(CAST(c.parentID AS varchar(10)), '#') AS parent, c.name AS [text], CASE WHEN EXISTS (SELECT 1 FROM dbo.cat_items AS x WHERE x.parentID = c.id) THEN CAST(1 AS bit) ELSE CAST(0 AS bit) END AS children FROM dbo.cat_items AS c WHERE (@itemID IS NULL AND c.parentID IS NULL) OR c.parentID = @itemID ORDER BY c.ord;
GO
CREATE PROCEDURE [dbo].[tree_catalog_move] @itemID int, @parentID int AS
BEGIN
  SET NOCOUNT ON;
  WITH up AS (SELECT id, parentID FROM dbo.cat_items WHERE id = @parentID UNION ALL SELECT c.id, c.parentID FROM dbo.cat_items AS c JOIN up ON up.parentID = c.id)
  SELECT @parentID = CASE WHEN EXISTS (SELECT 1 FROM up WHERE id = @itemID) THEN -1 ELSE @parentID END;
  IF @parentID = -1 BEGIN SELECT 0 AS Result, N'Нельзя переместить внутрь себя' AS Msg; RETURN; END
  UPDATE dbo.cat_items SET parentID = @parentID WHERE id = @itemID;
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END
GO
EXEC dbo.tree_catalog_getItems;
EXEC dbo.tree_catalog_getItems 1;
EXEC dbo.tree_catalog_move 1, 4;
EXEC dbo.tree_catalog_move 4, 3;
EXEC dbo.tree_catalog_getItems 3;
