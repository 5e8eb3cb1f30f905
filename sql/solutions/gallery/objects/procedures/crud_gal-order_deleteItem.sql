-- Table `gal-order`: a category without goods.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-order_deleteItem]
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

  IF EXISTS (SELECT 1 FROM dbo.gal_goods AS g WHERE g.categoryID = TRY_CAST(@itemID AS int))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'В категории есть товары.', N'The category has goods.') AS Msg;
    RETURN;
  END;
  DELETE FROM dbo.gal_categories WHERE id = TRY_CAST(@itemID AS int) AND parentID IS NOT NULL;
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
