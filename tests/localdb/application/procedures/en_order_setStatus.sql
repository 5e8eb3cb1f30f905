-- Entity order: changes the status; a refusal is Result 0, not an error.
CREATE OR ALTER PROCEDURE dbo.en_order_setStatus @itemID int, @status varchar(16), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @rc int;
  BEGIN TRY
    EXECUTE @rc = dbo.ord_changeStatus @orderID = @itemID, @status = @status, @username = @username;
    SELECT CASE @rc WHEN 0 THEN 1 ELSE 0 END AS Result, N'' AS Msg;
  END TRY
  BEGIN CATCH
    SELECT 0 AS Result, ERROR_MESSAGE() AS Msg;
  END CATCH
END
GO
