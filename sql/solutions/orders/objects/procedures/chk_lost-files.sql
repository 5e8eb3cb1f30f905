-- Check `lost-files`: a file belongs to an order or a request that is there.
CREATE OR ALTER PROCEDURE dbo.[chk_lost-files]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    CAST(f.id AS nvarchar(64)) AS itemID,
    f.name AS text,
    CASE f.resourceCode WHEN N'order-files' THEN IIF(@lang = N'ru', N'заказ', N'order') ELSE IIF(@lang = N'ru', N'заявка', N'request') END AS place,
    f.itemID AS placeID,
    f.size,
    f.created
  FROM platform.[file] AS f
  WHERE
    f.isDeleted = 0
    AND f.draftToken IS NULL
    AND (
      (f.resourceCode = N'order-files' AND NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.id = TRY_CAST(f.itemID AS int)))
      OR (f.resourceCode = N'request-files' AND NOT EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.id = TRY_CAST(f.itemID AS int)))
    )
    AND dbo.sec_mayCheck(@username) = 1
  ORDER BY f.created, f.id;
END;
GO
