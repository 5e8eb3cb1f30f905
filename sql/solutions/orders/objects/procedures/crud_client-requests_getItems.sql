-- Table `client-requests` (page client): the service requests of one client (parameter clientID), in fewer columns than table `requests`.
CREATE OR ALTER PROCEDURE dbo.[crud_client-requests_getItems]
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
  -- Without a client the table is empty, not everybody's.
  DECLARE @own dbo.CRUDFilterParameter;
  INSERT INTO @own ([Key], [Value]) SELECT f.[Key], f.[Value] FROM @filters AS f WHERE f.[Key] <> N'clientID';
  INSERT INTO @own ([Key], [Value]) SELECT N'clientID', CONVERT(nvarchar(16), ISNULL(MAX(TRY_CAST(f.[Value] AS int)), -1)) FROM @filters AS f WHERE f.[Key] = N'clientID';
  EXEC dbo.[crud_requests_getItems] @filters = @own, @sort = @sort, @direction = @direction, @page = @page, @pageSize = @pageSize, @username = @username, @lang = @lang;
END;
GO
