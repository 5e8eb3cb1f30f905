-- Demo data, 4 of 4: the status log of the orders, conversations, notifications, a cart and favourites.
INSERT INTO platform.status_log (entityCode, itemID, fromStatus, toStatus, comment, created, createdBy)
SELECT N'order', CAST(o.id AS nvarchar(64)), f.code, t.code, CASE WHEN t.code = N'waitingClient' THEN N'Нужно согласовать макет.' END,
  CASE WHEN DATEADD(HOUR, w.step * 9, o.created) < SYSUTCDATETIME() THEN DATEADD(HOUR, w.step * 9, o.created) ELSE SYSUTCDATETIME() END, o.managerUsername
FROM dbo.ord_orders AS o
INNER JOIN (VALUES
  (2, 1, 1, 2), (3, 1, 1, 2), (3, 2, 2, 3), (4, 1, 1, 2), (4, 2, 2, 3), (4, 3, 3, 4), (5, 1, 1, 2), (5, 2, 2, 3), (5, 3, 3, 5),
  (6, 1, 1, 2), (6, 2, 2, 3), (6, 3, 3, 5), (6, 4, 5, 6), (7, 1, 1, 7)
) AS w(statusID, step, fromID, toID) ON w.statusID = o.statusID
INNER JOIN dbo.ord_statuses AS f ON f.id = w.fromID
INNER JOIN dbo.ord_statuses AS t ON t.id = w.toID
WHERE o.externalID LIKE N'demo-%' AND NOT EXISTS (SELECT 1 FROM platform.status_log AS l WHERE l.entityCode = N'order' AND l.itemID = CAST(o.id AS nvarchar(64)))
ORDER BY o.id, w.step;
GO
INSERT INTO platform.chat_message (chatCode, itemID, userID, text, created)
SELECT N'order', CAST(o.id AS nvarchar(64)), u.id, v.text, CASE WHEN DATEADD(MINUTE, v.minutes, o.created) < SYSUTCDATETIME() THEN DATEADD(MINUTE, v.minutes, o.created) ELSE SYSUTCDATETIME() END
FROM dbo.ord_orders AS o
INNER JOIN dbo.cl_clients AS c ON c.id = o.clientID
INNER JOIN (VALUES
  (N'client', 1, 5, N'Здравствуйте! Успеете к пятнице?'), (N'client', 0, 18, N'Добрый день! Да, в пятницу с утра будет готово.'), (N'client', 1, 25, N'Отлично, спасибо.'),
  (N'client2', 1, 7, N'Hello, can you deliver to the second entrance?'), (N'client2', 0, 21, N'Sure. The courier calls you an hour before.')
) AS v(clientUser, isClient, minutes, text) ON v.clientUser = c.username
INNER JOIN platform.[user] AS u ON u.username = CASE WHEN v.isClient = 1 THEN c.username ELSE o.managerUsername END
WHERE o.externalID LIKE N'demo-%' AND o.statusID BETWEEN 2 AND 6 AND NOT EXISTS (SELECT 1 FROM platform.chat_message AS m WHERE m.chatCode = N'order' AND m.itemID = CAST(o.id AS nvarchar(64)))
ORDER BY o.id, v.minutes;
GO
INSERT INTO platform.notification (userID, typeCode, text, url, fromUsername, created, readAt)
SELECT u.id, N'order-status', CASE WHEN u.lang = 'ru' THEN CONCAT(N'Заказ ', o.number, N': ', LOWER(s.nameRu)) ELSE CONCAT(N'Order ', o.number, N': ', LOWER(s.nameEn)) END, CONCAT(N'/order/', o.id), o.managerUsername,
  ISNULL(o.closed, o.created), CASE WHEN s.isFinal = 1 THEN SYSUTCDATETIME() END
FROM dbo.ord_v_orders AS o
INNER JOIN dbo.ord_statuses AS s ON s.id = o.statusID
INNER JOIN platform.[user] AS u ON u.username = o.clientUsername
WHERE o.statusID > 1 AND o.managerUsername IS NOT NULL AND NOT EXISTS (SELECT 1 FROM platform.notification AS n WHERE n.userID = u.id AND n.url = CONCAT(N'/order/', o.id))
UNION ALL
SELECT u.id, N'order-new', CASE WHEN u.lang = 'ru' THEN CONCAT(N'Новый заказ ', o.number) ELSE CONCAT(N'New order ', o.number) END, CONCAT(N'/order/', o.id), o.clientUsername, o.created, NULL
FROM dbo.ord_v_orders AS o
INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID
INNER JOIN platform.[user] AS u ON u.username = pm.username
WHERE o.statusID = 1 AND NOT EXISTS (SELECT 1 FROM platform.notification AS n WHERE n.userID = u.id AND n.url = CONCAT(N'/order/', o.id));
GO
INSERT INTO dbo.ord_cartItems (clientID, productID, variantID, qty)
SELECT c.id, p.id, v.id, 2
FROM dbo.cl_clients AS c
INNER JOIN dbo.prd_products AS p ON p.sku IN (N'PA-101', N'MU-131')
INNER JOIN dbo.prd_variants AS v ON v.productID = p.id AND v.factor = 1
WHERE c.username = N'client2' AND NOT EXISTS (SELECT 1 FROM dbo.ord_cartItems AS x WHERE x.clientID = c.id);
GO
INSERT INTO dbo.cl_clientFavourites (clientID, productID)
SELECT c.id, p.id
FROM dbo.cl_clients AS c
INNER JOIN dbo.prd_products AS p ON p.sku IN (N'PA-101', N'CA-116', N'MU-131')
WHERE c.username = N'client' AND NOT EXISTS (SELECT 1 FROM dbo.cl_clientFavourites AS x WHERE x.clientID = c.id);
GO
