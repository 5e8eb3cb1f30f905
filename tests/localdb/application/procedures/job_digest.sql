-- Job: e-mails with what waits for each manager.
CREATE OR ALTER PROCEDURE dbo.job_digest @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT 'email' AS type, u.email AS [to], N'Заказы: ' + CAST(d.cnt AS nvarchar(10)) AS subject, d.body
  FROM dbo.as_users AS u
  CROSS APPLY (
    SELECT COUNT(*) AS cnt, STRING_AGG(CAST(CONCAT(N'<li>', o.number, N' — ', o.debt, N'</li>') AS nvarchar(max)), NCHAR(10)) WITHIN GROUP (ORDER BY o.id) AS body
    FROM dbo.ord_v_orders AS o
    WHERE o.pointID = u.pointID AND o.isFinal = 0
    HAVING COUNT(*) > 0
  ) AS d
  WHERE u.email IS NOT NULL AND dbo.sec_isUserInRole(u.username, 'manager') = 1
  ORDER BY u.email;
END;
GO
