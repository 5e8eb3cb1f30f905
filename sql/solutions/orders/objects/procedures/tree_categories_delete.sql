-- Tree `categories`: an empty category only.
CREATE OR ALTER PROCEDURE dbo.[tree_categories_delete]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.parentID = @id) OR EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.categoryID = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Категория не пуста: сначала перенесите товары и подкатегории.', N'The category is not empty: move its products and categories first.') AS Msg;
    RETURN;
  END;
  DELETE FROM dbo.prd_categories WHERE id = @id;
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
