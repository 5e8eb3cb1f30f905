-- Tree of categories: moves a node, but not under itself.
CREATE OR ALTER PROCEDURE dbo.tree_categories_move @itemID int, @parentID int, @position int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @isBelow bit = 0;
  WITH down AS (
    SELECT id FROM dbo.prd_categories WHERE id = @itemID
    UNION ALL
    SELECT c.id FROM dbo.prd_categories AS c, down AS d WHERE c.parentID = d.id
  )
  SELECT @isBelow = 1 FROM down WHERE id = @parentID;
  IF @isBelow = 1
  BEGIN
    SELECT 0 AS Result, N'Нельзя переместить в себя' AS Msg;
    RETURN;
  END;
  BEGIN TRANSACTION moving;
  UPDATE dbo.prd_categories SET parentID = @parentID, ord = @position * 10 - 5 WHERE id = @itemID;
  WITH numbered AS (SELECT ord, ROW_NUMBER() OVER (ORDER BY ord, id) * 10 AS newOrd FROM dbo.prd_categories WHERE parentID = @parentID OR (parentID IS NULL AND @parentID IS NULL))
  UPDATE numbered SET ord = newOrd WHERE ord <> newOrd;
  COMMIT TRANSACTION moving;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
