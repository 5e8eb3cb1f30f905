-- Tree `gal-categories`: an empty category.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-categories_delete]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  IF EXISTS (SELECT 1 FROM dbo.gal_goods AS g WHERE g.categoryID = TRY_CAST(@itemID AS int)) OR EXISTS (SELECT 1 FROM dbo.gal_categories AS c WHERE c.parentID = TRY_CAST(@itemID AS int))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Категория не пуста.', N'The category is not empty.') AS Msg;
    RETURN;
  END;
  DELETE FROM dbo.gal_categories WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
