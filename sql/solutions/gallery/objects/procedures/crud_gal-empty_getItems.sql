-- Table `gal-empty`: no rows, to see what is said then.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-empty_getItems]
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
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT g.id, g.code FROM dbo.gal_goods AS g WHERE 1 = 0 AND @isOpen = 1;
END;
GO
