-- Form `request-offer`: services.
CREATE OR ALTER PROCEDURE dbo.[fm_request-offer_serviceID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  EXEC dbo.[fm_request_serviceID_dict] @username = @username, @itemID = @itemID, @parameters = @parameters, @lang = @lang;
END;
GO
