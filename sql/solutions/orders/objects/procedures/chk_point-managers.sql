-- Check `point-managers`: a point that is open has somebody who serves it.
CREATE OR ALTER PROCEDURE dbo.[chk_point-managers]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    p.id AS itemID,
    IIF(@lang = N'ru', p.nameRu, p.nameEn) AS text,
    CONCAT(N'/point/', p.id) AS url,
    (SELECT COUNT(*) FROM dbo.ord_v_orders AS o WHERE o.pointID = p.id AND o.isFinal = 0) AS orders
  FROM dbo.ref_points AS p
  WHERE
    p.isActive = 1
    AND NOT EXISTS (
      SELECT 1 FROM dbo.ref_pointManagers AS pm INNER JOIN platform.[user] AS u ON u.username = pm.username AND u.isActive = 1 WHERE pm.pointID = p.id
    )
    AND dbo.sec_mayCheck(@username) = 1
  ORDER BY p.ord, p.id;
END;
GO
