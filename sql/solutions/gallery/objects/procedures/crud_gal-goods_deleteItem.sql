-- Table `gal-goods`: deletes what is archived; the rest is refused with a reason.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-goods_deleteItem]
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

  IF EXISTS (SELECT 1 FROM dbo.gal_goods AS g WHERE g.id = TRY_CAST(@itemID AS int) AND g.stateCode <> N'archive')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Удаляются только товары из архива.', N'Only archived goods are deleted.') AS Msg;
    RETURN;
  END;
  DELETE FROM dbo.gal_goods WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
