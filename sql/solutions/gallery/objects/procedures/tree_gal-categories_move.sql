-- Tree `gal-categories`: to another parent and place; never below itself.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-categories_move]
  @itemID nvarchar(64),
  @parentID nvarchar(64) = NULL,
  @ord int = 0,
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

  DECLARE @id int = TRY_CAST(@itemID AS int), @parent int = TRY_CAST(NULLIF(@parentID, N'') AS int), @message nvarchar(200);
  BEGIN TRY
    BEGIN TRANSACTION;
    WITH below AS (
      SELECT c.id FROM dbo.gal_categories AS c WHERE c.id = @id
      UNION ALL
      SELECT c.id FROM dbo.gal_categories AS c INNER JOIN below AS b ON b.id = c.parentID
    )
    SELECT @message = MAX(IIF(@lang = N'ru', N'Категорию нельзя переместить в саму себя.', N'A category cannot be moved into itself.')) FROM below AS b WHERE b.id = @parent;
    IF @message IS NOT NULL THROW 50422, @message, 1;
    UPDATE dbo.gal_categories SET parentID = @parent, ord = ISNULL(@ord, 0) * 10 + 5 WHERE id = @id;
    WITH numbered AS (
      SELECT c.ord, ROW_NUMBER() OVER (ORDER BY c.ord, CASE WHEN c.id = @id THEN 0 ELSE 1 END, c.id) * 10 AS newOrd
      FROM dbo.gal_categories AS c
      WHERE ISNULL(c.parentID, 0) = ISNULL(@parent, 0)
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
