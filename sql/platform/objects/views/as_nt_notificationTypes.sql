-- Types of notifications.
CREATE OR ALTER VIEW dbo.as_nt_notificationTypes
AS
SELECT d.code, ru.text AS name, en.text AS nameEn, JSON_VALUE(d.body, '$.icon') AS icon, JSON_VALUE(d.body, '$.color') AS color
FROM platform.definition AS d
CROSS APPLY platform.localText(d.body, N'title', 'ru') AS ru
CROSS APPLY platform.localText(d.body, N'title', 'en') AS en
WHERE d.kind = 'notificationType';
GO
