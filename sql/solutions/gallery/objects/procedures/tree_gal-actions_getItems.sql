-- Tree `gal-actions`: each node says what it does: a form, an address, a refresh.
CREATE OR ALTER PROCEDURE dbo.[tree_gal-actions_getItems]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT v.Id, v.ParentID, IIF(@lang = N'ru', v.ru, v.en) AS title, v.Icon, v.Type, v.Value
  FROM (VALUES
    (1, NULL, N'Opens a form', N'Открывает форму', N'ui-checks', N'form', N'gal-task'), (2, NULL, N'Goes to a page', N'Переходит на страницу', N'box-arrow-up-right', N'redirect', N'/gallery/table'),
    (3, NULL, N'Refreshes a block', N'Обновляет блок', N'arrow-clockwise', N'refreshContainer', N'block-gal-clock'), (4, NULL, N'Does what the definition says', N'Делает, что сказано в определении', N'window', NULL, NULL)
  ) AS v(Id, ParentID, en, ru, Icon, Type, Value)
  WHERE @isOpen = 1
  ORDER BY v.Id;
END;
GO
