-- Counts beside menu items: code, count, alert.
CREATE OR ALTER PROCEDURE dbo.[as_getMenu]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username);
  SELECT x.code, x.[count], x.alert
  FROM (
    SELECT N'cart' AS code, (SELECT ISNULL(SUM(ci.qty), 0) FROM dbo.ord_cartItems AS ci WHERE ci.clientID = @clientID) AS [count], CAST(0 AS bit) AS alert WHERE @clientID IS NOT NULL
    UNION ALL
    SELECT N'my-orders', (SELECT COUNT(*) FROM dbo.ord_orders AS o INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID AND s.isFinal = 0 WHERE o.clientID = @clientID), CAST(0 AS bit) WHERE @clientID IS NOT NULL
    UNION ALL
    SELECT N'my-requests', (SELECT COUNT(*) FROM dbo.srv_requests AS r WHERE r.clientID = @clientID AND r.statusID = 23), CAST(1 AS bit) WHERE @clientID IS NOT NULL
    UNION ALL
    SELECT n.code, (SELECT COUNT(*) FROM dbo.sec_scope(@username) AS s INNER JOIN dbo.ord_orders AS o ON o.pointID = s.pointID AND o.statusID = 1), CAST(1 AS bit)
    FROM (VALUES (N'orders')) AS n(code)
    WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
    UNION ALL
    SELECT N'requests', (SELECT COUNT(*) FROM dbo.sec_scope(@username) AS s INNER JOIN dbo.srv_requests AS r ON r.pointID = s.pointID AND r.statusID = 21), CAST(1 AS bit)
    WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
    UNION ALL
    SELECT N'checks', (SELECT COUNT(*) FROM platform.check_violation AS v WHERE v.gone IS NULL AND v.severity = 'danger'), CAST(1 AS bit)
    WHERE dbo.sec_isUserInRole(@username, N'supervisor') = 1
  ) AS x
  WHERE x.[count] > 0;
END;
GO
