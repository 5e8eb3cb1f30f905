-- Entity `order`: changes the status. The engine writes the log.
CREATE OR ALTER PROCEDURE dbo.[en_order_setStatus]
  @itemID nvarchar(64),
  @status nvarchar(32),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  EXEC dbo.ord_changeStatus @entityCode = N'order', @itemID = @id, @status = @status, @comment = NULL, @isLogged = 0, @username = @username, @lang = @lang;
  SELECT 1 AS Result, N'' AS Msg, N'as-block-order,as-table-order-history' AS RefreshContainer;
END;
GO
