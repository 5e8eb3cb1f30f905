-- The orders of the session's user, as a security policy would leave them.
CREATE OR ALTER VIEW dbo.ord_v_myOrders
AS
SELECT o.id, o.number, o.total, o.comment
FROM dbo.ord_orders AS o
CROSS APPLY dbo.ord_allowed(CAST(SESSION_CONTEXT(N'username') AS nvarchar(64))) AS a
WHERE a.id = o.id
WITH CHECK OPTION;
GO
