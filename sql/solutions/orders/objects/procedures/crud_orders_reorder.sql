-- Table `orders`, kanban: the order of cards in a column, from the list of ids.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_reorder]
  @itemIDs nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF EXISTS (
    SELECT 1 FROM dbo.ord_idList(@itemIDs) AS j
    WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = j.id AND a.canManage = 1)
  )
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Один из заказов недоступен вам.', N'One of the orders is not open to you.') AS Msg;
    RETURN;
  END;
  UPDATE o SET boardOrd = j.place * 10
  FROM dbo.ord_orders AS o
  INNER JOIN dbo.ord_idList(@itemIDs) AS j ON j.id = o.id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
