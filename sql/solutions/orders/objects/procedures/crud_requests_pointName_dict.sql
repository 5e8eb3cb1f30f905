-- Table `requests`: the user's points.
CREATE OR ALTER PROCEDURE dbo.[crud_requests_pointName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[crud_orders_pointName_dict] @username = @username, @parameters = @parameters, @lang = @lang;
END;
GO
