-- Demo data, 3 of 4: 400 orders over the 12 months before today, with items, payments, ledgers and levels; service requests.
-- Deterministic: everything follows from the order's number n. Orders of the demo have externalID demo-n.
WITH numbers AS (
  SELECT h.n * 100 + t.n * 10 + o.n + 1 AS n
  FROM (VALUES (0), (1), (2), (3)) AS h(n)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS t(n)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS o(n)
),
planned AS (
  -- Later orders lie closer together, so that the company grows; the last ones are of today and yesterday.
  SELECT x.n, x.age, DATEADD(MINUTE, -(x.age * 1440 + x.n * 37 % 420 + 20), SYSUTCDATETIME()) AS created, CASE WHEN x.n % 23 = 0 OR x.n = 398 THEN 1 WHEN x.n % 29 = 0 OR x.n = 399 THEN 2 ELSE x.n * 17 % 60 + 1 END AS clientNo
  FROM (SELECT n.n, CAST((400 - n.n) * (1200 - n.n) / 1320 AS int) AS age FROM numbers AS n) AS x
)
INSERT INTO dbo.ord_orders (number, clientID, pointID, statusID, managerUsername, discountPercent, deliveryCode, address, comment, deadline, externalID, created, createdBy, updated, closed)
SELECT CONCAT(p.code, N'-', RIGHT(CONCAT(N'000', x.n), 4)), c.id, c.pointID, s.id,
  CASE WHEN s.id > 1 THEN m.username END, CASE WHEN x.n % 12 = 0 THEN 5 ELSE 0 END, CASE WHEN x.n % 3 = 0 THEN N'courier' ELSE N'pickup' END, CASE WHEN x.n % 3 = 0 THEN c.address END,
  CASE x.n % 9 WHEN 0 THEN N'Позвоните за час до доставки.' WHEN 4 THEN N'Please pack each item separately.' WHEN 7 THEN N'Нужны закрывающие документы.' END,
  CAST(DATEADD(DAY, CASE WHEN s.id IN (6, 7) THEN 4 + x.n % 6 ELSE x.age + x.n % 9 - 2 END, x.created) AS date), CONCAT(N'demo-', x.n), x.created, ISNULL(c.username, m.username), x.created, CASE WHEN s.id IN (6, 7) THEN DATEADD(DAY, 2 + x.n % 4, x.created) END
FROM planned AS x
INNER JOIN dbo.cl_clients AS c ON c.referralCode = CONCAT(N'DEMO', x.clientNo)
INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
CROSS APPLY (SELECT CASE
  WHEN x.age > 30 THEN CASE WHEN x.n % 14 = 5 THEN 7 ELSE 6 END
  WHEN x.age > 14 THEN CASE x.n % 5 WHEN 0 THEN 5 WHEN 1 THEN 3 WHEN 2 THEN 4 ELSE 6 END
  WHEN x.age > 4 THEN CASE x.n % 4 WHEN 0 THEN 2 WHEN 1 THEN 3 WHEN 2 THEN 5 ELSE 4 END
  ELSE CASE WHEN x.n % 3 = 0 THEN 2 ELSE 1 END END AS id) AS s
CROSS APPLY (SELECT MIN(pm.username) AS username FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = p.id) AS m
WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.externalID = CONCAT(N'demo-', x.n) AND o.clientID = c.id)
  AND NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o WHERE o.externalID = N'demo-1');
GO
WITH products AS (
  SELECT p.id, p.nameEn, p.nameRu, p.price, v.id AS variantID, ROW_NUMBER() OVER (ORDER BY p.id) AS n
  FROM dbo.prd_products AS p
  INNER JOIN dbo.prd_variants AS v ON v.productID = p.id AND v.factor = 1
),
orders AS (
  SELECT o.id, CAST(SUBSTRING(o.externalID, 6, 8) AS int) AS n
  FROM dbo.ord_orders AS o
  WHERE o.externalID LIKE N'demo-%' AND NOT EXISTS (SELECT 1 FROM dbo.ord_orderItems AS i WHERE i.orderID = o.id)
)
INSERT INTO dbo.ord_orderItems (orderID, productID, variantID, serviceID, nameEn, nameRu, qty, price, ord)
SELECT o.id, p.id, p.variantID, NULL, p.nameEn, p.nameRu, CASE WHEN p.price > 2500 THEN 1 ELSE 1 + (o.n + k.k * 3) % 6 END, p.price, k.k * 10
FROM orders AS o
INNER JOIN (VALUES (1), (2), (3), (4)) AS k(k) ON k.k <= 1 + o.n % 4
INNER JOIN products AS p ON p.n = (o.n * 7 + k.k * 11) % 40 + 1
UNION ALL
SELECT o.id, NULL, NULL, v.id, v.nameEn, v.nameRu, 1, v.price, 90
FROM orders AS o
INNER JOIN dbo.srv_services AS v ON v.ord = o.n % 6 * 10 + 10
WHERE o.n % 5 = 2;
GO
-- Payments: what is handed over is paid, what is ready half of the time, of the rest some in part.
INSERT INTO dbo.pay_payments (clientID, pointID, orderID, methodCode, amount, paidOn, created, createdBy)
SELECT o.clientID, o.pointID, o.id, CASE x.n % 3 WHEN 0 THEN N'bank' WHEN 1 THEN N'card' ELSE N'cash' END,
  CASE WHEN o.statusID = 6 OR x.n % 2 = 0 THEN o.payable ELSE ROUND(o.payable / 2, 2) END, CAST(x.paidAt AS date), x.paidAt, o.managerUsername
FROM dbo.ord_orders AS o
CROSS APPLY (SELECT CAST(SUBSTRING(o.externalID, 6, 8) AS int) AS n, CASE WHEN DATEADD(DAY, 1, o.created) < SYSUTCDATETIME() THEN DATEADD(DAY, 1, o.created) ELSE SYSUTCDATETIME() END AS paidAt) AS x
WHERE o.externalID LIKE N'demo-%' AND o.payable > 0
  AND (o.statusID = 6 OR (o.statusID IN (3, 5) AND x.n % 3 <> 0))
  AND NOT EXISTS (SELECT 1 FROM dbo.pay_payments AS p WHERE p.orderID = o.id);
GO
INSERT INTO dbo.pay_payments (clientID, pointID, methodCode, amount, paidOn, comment, created, createdBy)
SELECT c.id, c.pointID, N'bank', CASE WHEN c.username = N'client' THEN 15000 ELSE 5000 + c.id % 5 * 2500 END, CAST(DATEADD(DAY, -20, SYSUTCDATETIME()) AS date), N'demo', DATEADD(DAY, -20, SYSUTCDATETIME()), N'supervisor'
FROM dbo.cl_clients AS c
WHERE c.referralCode IN (N'DEMO1', N'DEMO2', N'DEMO6', N'DEMO12', N'DEMO18', N'DEMO24', N'DEMO30', N'DEMO36')
  AND NOT EXISTS (SELECT 1 FROM dbo.pay_payments AS p WHERE p.clientID = c.id AND p.orderID IS NULL);
GO
INSERT INTO dbo.cl_balanceOperations (clientID, kindCode, amount, paymentID, created, createdBy)
SELECT p.clientID, N'topUp', p.amount, p.id, p.created, p.createdBy
FROM dbo.pay_payments AS p
WHERE p.orderID IS NULL AND p.comment = N'demo' AND NOT EXISTS (SELECT 1 FROM dbo.cl_balanceOperations AS b WHERE b.paymentID = p.id);
GO
UPDATE c SET levelID = l.id
FROM dbo.cl_clients AS c
CROSS APPLY (SELECT ISNULL(SUM(p.amount), 0) AS amount FROM dbo.pay_payments AS p WHERE p.clientID = c.id AND p.orderID IS NOT NULL AND p.isCancelled = 0 AND p.paidOn > DATEADD(MONTH, -12, CAST(SYSUTCDATETIME() AS date))) AS t
CROSS APPLY (SELECT TOP (1) v.id FROM dbo.cl_levels AS v WHERE v.minTurnover <= t.amount ORDER BY v.minTurnover DESC) AS l
WHERE c.referralCode LIKE N'DEMO%' AND c.levelID <> l.id;
GO
INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, paymentID, comment, created, createdBy)
SELECT p.clientID, N'accrual', ROUND(p.amount * l.accrualPercent / 100, 2), p.id, o.number, p.created, p.createdBy
FROM dbo.pay_payments AS p
INNER JOIN dbo.ord_orders AS o ON o.id = p.orderID AND o.externalID LIKE N'demo-%'
INNER JOIN dbo.cl_clients AS c ON c.id = p.clientID
INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
WHERE ROUND(p.amount * l.accrualPercent / 100, 2) > 0 AND NOT EXISTS (SELECT 1 FROM dbo.cl_pointOperations AS x WHERE x.paymentID = p.id);
GO
INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, created, createdBy)
SELECT c.id, N'welcome', 100, c.created, N'supervisor'
FROM dbo.cl_clients AS c
WHERE c.referralCode LIKE N'DEMO%' AND NOT EXISTS (SELECT 1 FROM dbo.cl_pointOperations AS x WHERE x.clientID = c.id AND x.kindCode = N'welcome');
GO
INSERT INTO dbo.srv_requests (number, clientID, pointID, serviceID, statusID, subject, description, address, wishDate, price, created, createdBy)
SELECT CONCAT(N'S-', RIGHT(CONCAT(N'00', v.n), 3)), c.id, c.pointID, s.id, v.statusID, v.subject, v.description, c.address, CAST(DATEADD(DAY, 5 - v.n % 4, SYSUTCDATETIME()) AS date), CASE WHEN v.statusID = 23 THEN s.price END,
  DATEADD(HOUR, -9 * v.n, SYSUTCDATETIME()), ISNULL(c.username, N'supervisor')
FROM (VALUES
  (1, N'DEMO1', 10, 23, N'Принтер печатает полосами', N'Лазерный принтер в кассовой зоне, полосы по левому краю.'),
  (2, N'DEMO1', 30, 21, N'Макет меню на осень', N'Формат А4, две стороны, фотографии есть.'),
  (3, N'DEMO2', 30, 22, N'Layout for a roll-up', N'85 × 200 cm, logo in curves is ready.'),
  (4, N'DEMO2', 40, 21, N'Mount a sign above the entrance', N'Ground floor, the wall is brick.'),
  (5, N'DEMO7', 20, 21, N'Заправить четыре картриджа', NULL), (6, N'DEMO8', 50, 22, N'Договор на обслуживание', N'Три принтера и сканер.'),
  (7, N'DEMO9', 10, 25, N'Сканер не включается', NULL), (8, N'DEMO14', 60, 21, N'Доставка в выходной', NULL),
  (9, N'DEMO20', 10, 21, N'Shredder is stuck', NULL), (10, N'DEMO26', 40, 23, N'Монтаж баннера 3 × 2', N'Второй этаж, нужна вышка.')
) AS v(n, referralCode, serviceOrd, statusID, subject, description)
INNER JOIN dbo.cl_clients AS c ON c.referralCode = v.referralCode
INNER JOIN dbo.srv_services AS s ON s.ord = v.serviceOrd
WHERE NOT EXISTS (SELECT 1 FROM dbo.srv_requests AS r WHERE r.number = CONCAT(N'S-', RIGHT(CONCAT(N'00', v.n), 3)));
GO
