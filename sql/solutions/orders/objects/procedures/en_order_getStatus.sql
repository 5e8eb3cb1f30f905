-- Entity `order`: the current status.
CREATE OR ALTER PROCEDURE dbo.[en_order_getStatus]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT o.statusCode AS status FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
