-- Tree `categories`: to another parent and place; never below itself.
CREATE OR ALTER PROCEDURE dbo.[tree_categories_move]
  @itemID nvarchar(64),
  @parentID nvarchar(64) = NULL,
  @position int = 0,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @parent int = NULLIF(TRY_CAST(@parentID AS int), 0);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @id) OR (@parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @parent))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Категория не найдена.', N'The category is not found.') AS Msg;
    RETURN;
  END;
  IF @parent IN (SELECT b.id FROM dbo.prd_below(@id) AS b)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Категорию нельзя переместить в саму себя.', N'A category cannot be moved into itself.') AS Msg;
    RETURN;
  END;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE dbo.prd_categories SET parentID = @parent, ord = ISNULL(@position, 0) * 10 + 5, updated = SYSUTCDATETIME() WHERE id = @id;
    WITH numbered AS (
      SELECT c.ord, ROW_NUMBER() OVER (ORDER BY c.ord, CASE WHEN c.id = @id THEN 0 ELSE 1 END, c.id) * 10 AS newOrd
      FROM dbo.prd_categories AS c
      WHERE c.parentID = @parent OR (c.parentID IS NULL AND @parent IS NULL)
    )
    UPDATE numbered SET ord = newOrd WHERE ord <> newOrd;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
