-- Block `order-history`: what happened to an order, the rows of `crud_order-history_getItems`.
CREATE OR ALTER PROCEDURE dbo.[block_order-history_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[crud_order-history_getItems] @filters = @parameters, @sort = NULL, @direction = NULL, @page = 1, @pageSize = 100, @username = @username, @lang = @lang;
END;
GO
