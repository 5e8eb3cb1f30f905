-- Falcon notifications: created for a list and a role, read marks, a badge, clean-up of old ones
CREATE TABLE dbo.as_users (id int PRIMARY KEY, username nvarchar(32), role varchar(20));
CREATE TABLE dbo.as_notifications (id int IDENTITY PRIMARY KEY, userID int NOT NULL, text nvarchar(200), created date NOT NULL, isRead bit NOT NULL DEFAULT 0);
INSERT INTO dbo.as_users VALUES (1, N'olga', 'manager'), (2, N'petr', 'manager'), (3, N'anna', 'client');
GO
CREATE PROCEDURE dbo.as_nt_create @to nvarchar(max), @text nvarchar(200), @today date AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.as_notifications (userID, text, created)
  SELECT DISTINCT u.id, @text, @today FROM dbo.as_users AS u CROSS APPLY STRING_SPLIT(@to, ',') AS s WHERE u.username = LTRIM(RTRIM(s.value)) OR (LTRIM(s.value) LIKE 'role:%' AND u.role = SUBSTRING(LTRIM(s.value), 6, 50));
  RETURN @@ROWCOUNT;
END
GO
DECLARE @n1 int, @n2 int;
EXEC @n1 = dbo.as_nt_create N'role:manager, olga ,anna', N'Новый заказ', '2024-05-01';
EXEC @n2 = dbo.as_nt_create N'nobody', N'x', '2024-05-01';
EXEC dbo.as_nt_create N'olga', N'Старое', '2024-01-01';
UPDATE dbo.as_notifications SET isRead = 1 WHERE userID = 2;
SELECT @n1 AS n1, @n2 AS n2;
SELECT u.username, SUM(CASE WHEN n.isRead = 0 THEN 1 ELSE 0 END) AS badge, MAX(n.created) AS last_ FROM dbo.as_users AS u JOIN dbo.as_notifications AS n ON n.userID = u.id GROUP BY u.username ORDER BY u.username;
DELETE FROM dbo.as_notifications OUTPUT deleted.text WHERE created < DATEADD(month, -1, CAST('2024-05-02' AS date));
