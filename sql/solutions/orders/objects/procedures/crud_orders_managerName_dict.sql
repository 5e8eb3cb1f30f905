-- Table `orders`: the managers of the points that the user may see; Value is the username.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_managerName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT DISTINCT pm.username AS Value, ISNULL(NULLIF(u.displayName, N''), pm.username) AS Text
  FROM dbo.ref_pointManagers AS pm
  INNER JOIN dbo.sec_scope(@username) AS s ON s.pointID = pm.pointID
  LEFT JOIN platform.[user] AS u ON u.username = pm.username
  ORDER BY Text;
END;
GO
