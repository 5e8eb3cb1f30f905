-- Entity order: buttons that the user sees.
CREATE OR ALTER PROCEDURE dbo.en_order_transitions @itemID int, @username nvarchar(64)
AS
SELECT s.code AS status, t.buttonText AS [text]
FROM dbo.ord_statusTransitions AS t
JOIN dbo.ord_statuses AS s ON s.id = t.toID
WHERE t.fromID = (SELECT o.statusID FROM dbo.ord_orders AS o WHERE o.id = @itemID)
  AND dbo.sec_hasAccessByUsersRoles(@username, N'', t.roles) = 1
ORDER BY s.ord;
GO
