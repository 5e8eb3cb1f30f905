-- Form `order`: managers of the order's point.
CREATE OR ALTER PROCEDURE dbo.[fm_order_managerUsername_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT pm.username AS Value, ISNULL(NULLIF(u.displayName, N''), pm.username) AS Text
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_orders AS o ON o.id = a.id
  INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID
  LEFT JOIN platform.[user] AS u ON u.username = pm.username
  WHERE a.id = TRY_CAST(@itemID AS int)
  ORDER BY Text;
END;
GO
