-- Table `order-items`: the order of the lines.
CREATE OR ALTER PROCEDURE dbo.[crud_order-items_reorder]
  @itemIDs nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF EXISTS (
    SELECT 1 FROM dbo.ord_idList(@itemIDs) AS j
    WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_orderItems AS i INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = i.orderID AND a.canManage = 1 WHERE i.id = j.id)
  )
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Одна из строк недоступна вам.', N'One of the lines is not open to you.') AS Msg;
    RETURN;
  END;
  UPDATE i SET ord = j.place * 10
  FROM dbo.ord_orderItems AS i
  INNER JOIN dbo.ord_idList(@itemIDs) AS j ON j.id = i.id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
