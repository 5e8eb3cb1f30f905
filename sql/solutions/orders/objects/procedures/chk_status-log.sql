-- Check `status-log`: the last entry of the status log is the status of the order.
CREATE OR ALTER PROCEDURE dbo.[chk_status-log]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    o.id AS itemID,
    CONCAT(IIF(@lang = N'ru', N'Заказ ', N'Order '), o.number) AS text,
    CONCAT(N'/order/', o.id) AS url,
    IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName,
    ISNULL(IIF(@lang = N'ru', s.nameRu, s.nameEn), l.toStatus) AS loggedName,
    l.created AS logged
  FROM dbo.ord_v_orders AS o
  CROSS APPLY (
    SELECT TOP (1) g.toStatus, g.created
    FROM platform.status_log AS g
    WHERE g.entityCode = N'order' AND g.itemID = CAST(o.id AS nvarchar(64))
    ORDER BY g.id DESC
  ) AS l
  LEFT JOIN dbo.ord_statuses AS s ON s.entityCode = N'order' AND s.code = l.toStatus
  WHERE l.toStatus <> o.statusCode AND dbo.sec_mayCheck(@username) = 1
  ORDER BY o.id;
END;
GO
