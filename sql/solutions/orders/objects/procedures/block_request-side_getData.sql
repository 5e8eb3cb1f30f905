-- Block `request-side`: price and people of a service request, the same facts as block `request`.
CREATE OR ALTER PROCEDURE dbo.[block_request-side_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[block_request_getData] @parameters = @parameters, @username = @username, @lang = @lang;
END;
GO
