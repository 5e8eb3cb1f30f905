-- Tree of categories: a new node at the end of its level.
CREATE OR ALTER PROCEDURE dbo.tree_categories_create @parentID int, @name nvarchar(128), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  BEGIN TRY
    INSERT dbo.prd_categories (parentID, name, ord)
    VALUES (NULLIF(@parentID, 0), @name, (SELECT ISNULL(MAX(ord), 0) + 10 FROM dbo.prd_categories WHERE ISNULL(parentID, 0) = ISNULL(@parentID, 0)));
    SELECT 1 AS Result, N'' AS Msg, CAST(SCOPE_IDENTITY() AS int) AS itemID;
  END TRY
  BEGIN CATCH
    IF ERROR_NUMBER() NOT IN (2601, 2627, 547) THROW;
    SELECT 0 AS Result, CASE ERROR_NUMBER() WHEN 547 THEN N'Нет такой категории' ELSE N'Такая категория уже есть' END AS Msg, NULL AS itemID;
  END CATCH
END;
GO
