-- Table `point-managers` (page point): the managers of one point (parameter pointID), in fewer columns than table `managers`.
CREATE OR ALTER PROCEDURE dbo.[crud_point-managers_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[crud_managers_getItems] @filters = @filters, @sort = @sort, @direction = @direction, @page = @page, @pageSize = @pageSize, @username = @username, @lang = @lang;
END;
GO
