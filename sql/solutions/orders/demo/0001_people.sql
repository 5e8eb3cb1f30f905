-- Demo data, 1 of 4: points, users without passwords (the installer gives them), clients. Every file can run again: what is there stays.
INSERT INTO dbo.ref_points (code, nameEn, nameRu, cityEn, cityRu, addressEn, addressRu, hoursEn, hoursRu, descriptionEn, descriptionRu, phone, email, latitude, longitude, ord)
SELECT v.code, v.nameEn, v.nameRu, v.cityEn, v.cityRu, v.addressEn, v.addressRu, v.hoursEn, v.hoursRu, v.descriptionEn, v.descriptionRu, v.phone, v.email, v.latitude, v.longitude, v.ord
FROM (VALUES
  (N'K', N'Kazan, Bauman 15', N'Казань, Баумана 15', N'Kazan', N'Казань', N'15 Bauman street, entrance from the yard', N'ул. Баумана, 15, вход со двора', N'Mon–Fri 9–19, Sat 10–16', N'Пн–Пт 9–19, Сб 10–16',
    N'Our first point: the whole range, printing on site, parking for visitors.', N'Наша первая точка: весь ассортимент, печать на месте, парковка для клиентов.', N'+7 843 555-01-15', N'kazan@example.com', 55.790278, 49.114722, 10),
  (N'M', N'Moscow, Lesnaya 7', N'Москва, Лесная 7', N'Moscow', N'Москва', N'7 Lesnaya street, ground floor', N'ул. Лесная, 7, первый этаж', N'Mon–Sat 8–21', N'Пн–Сб 8–21',
    N'Close to Belorusskaya station; courier delivery within the ring road on the same day.', N'Рядом с метро «Белорусская»; доставка курьером в пределах МКАД в тот же день.', N'+7 495 555-07-07', N'moscow@example.com', 55.778889, 37.586111, 20),
  (N'P', N'Petersburg, Sadovaya 32', N'Петербург, Садовая 32', N'Saint Petersburg', N'Санкт-Петербург', N'32 Sadovaya street', N'ул. Садовая, 32', N'Mon–Fri 10–20', N'Пн–Пт 10–20',
    N'Large-format printing and souvenirs.', N'Широкоформатная печать и сувениры.', N'+7 812 555-03-32', N'spb@example.com', 59.928611, 30.320278, 30)
) AS v(code, nameEn, nameRu, cityEn, cityRu, addressEn, addressRu, hoursEn, hoursRu, descriptionEn, descriptionRu, phone, email, latitude, longitude, ord)
WHERE NOT EXISTS (SELECT 1 FROM dbo.ref_points AS p WHERE p.code = v.code);
GO
INSERT INTO platform.[user] (username, displayName, lang, phone)
SELECT v.username, v.displayName, v.lang, v.phone
FROM (VALUES
  (N'client', N'Мария Котова', 'ru', N'+7 900 100-00-01'), (N'client2', N'Oliver Grant', 'en', N'+7 900 100-00-02'),
  (N'manager', N'Тимур Галеев', 'ru', N'+7 900 200-00-01'), (N'manager2', N'Anna Weber', 'en', N'+7 900 200-00-02'), (N'manager3', N'Илья Невский', 'ru', N'+7 900 200-00-03'),
  (N'supervisor', N'Елена Орлова', 'ru', N'+7 900 300-00-01'), (N'developer', N'Dev', 'en', NULL)
) AS v(username, displayName, lang, phone)
WHERE NOT EXISTS (SELECT 1 FROM platform.[user] AS u WHERE u.username = v.username);
GO
INSERT INTO platform.user_role (userID, roleCode)
SELECT u.id, v.roleCode
FROM (VALUES (N'client', N'client'), (N'client2', N'client'), (N'manager', N'manager'), (N'manager2', N'manager'), (N'manager3', N'manager'), (N'supervisor', N'supervisor'), (N'developer', N'developer')) AS v(username, roleCode)
INNER JOIN platform.[user] AS u ON u.username = v.username
WHERE NOT EXISTS (SELECT 1 FROM platform.user_role AS ur WHERE ur.userID = u.id AND ur.roleCode = v.roleCode);
GO
INSERT INTO dbo.ref_pointManagers (pointID, username)
SELECT p.id, v.username
FROM (VALUES (N'K', N'manager'), (N'M', N'manager2'), (N'P', N'manager3')) AS v(code, username)
INNER JOIN dbo.ref_points AS p ON p.code = v.code
WHERE NOT EXISTS (SELECT 1 FROM dbo.ref_pointManagers AS pm WHERE pm.username = v.username AND pm.pointID = p.id);
GO
-- 60 clients: two with a sign-in, the others from the lists of names by arithmetic. The referral code marks them as demo data.
WITH numbers AS (
  SELECT t.n * 10 + o.n + 1 AS n
  FROM (VALUES (0), (1), (2), (3), (4), (5)) AS t(n)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS o(n)
),
named AS (
  SELECT n.n, f.first, l.last, c.company,
    CASE n.n WHEN 1 THEN N'K' WHEN 2 THEN N'M' ELSE CASE WHEN n.n % 7 < 3 THEN N'K' WHEN n.n % 7 < 5 THEN N'M' ELSE N'P' END END AS pointCode
  FROM numbers AS n
  INNER JOIN (VALUES (0, N'Айрат'), (1, N'Анна'), (2, N'Борис'), (3, N'Emma'), (4, N'Дина'), (5, N'Павел'), (6, N'James'), (7, N'Ольга'), (8, N'Руслан'), (9, N'Sofia')) AS f(i, first) ON f.i = n.n % 10
  INNER JOIN (VALUES (0, N'Сафина'), (1, N'Белов'), (2, N'Miller'), (3, N'Гусева'), (4, N'Kovacs'), (5, N'Лебедев'), (6, N'Нуриев')) AS l(i, last) ON l.i = n.n % 7
  LEFT JOIN (VALUES (0, N'ООО «Берёзка»'), (1, N'Northwind Print'), (2, N'Студия «Линия»'), (3, N'Blue Door Ltd'), (4, N'ИП Ахметов'), (5, N'Школа № 12'), (6, N'Кафе «Утро»'), (7, N'Atlas Logistics')) AS c(i, company) ON c.i = n.n % 11
)
INSERT INTO dbo.cl_clients (username, pointID, levelID, name, company, phone, email, address, referralCode, created, createdBy)
SELECT CASE x.n WHEN 1 THEN N'client' WHEN 2 THEN N'client2' END, p.id, l.id,
  CASE x.n WHEN 1 THEN N'Мария Котова' WHEN 2 THEN N'Oliver Grant' ELSE CONCAT(x.first, N' ', x.last) END, CASE x.n WHEN 1 THEN N'Кофейня «Ласточка»' ELSE x.company END,
  CONCAT(N'+7 9', 10 + x.n, N' ', 100 + x.n * 13 % 900, N'-', 10 + x.n * 7 % 90, N'-', 10 + x.n * 3 % 90), CONCAT(N'client', x.n, N'@example.com'),
  CASE x.pointCode WHEN N'K' THEN CONCAT(N'Казань, ул. Пушкина, ', x.n) WHEN N'M' THEN CONCAT(N'Москва, ул. Лесная, ', x.n) ELSE CONCAT(N'Санкт-Петербург, Садовая ул., ', x.n) END,
  CONCAT(N'DEMO', x.n), DATEADD(DAY, -400 + x.n * 6, SYSUTCDATETIME()), N'supervisor'
FROM named AS x
INNER JOIN dbo.ref_points AS p ON p.code = x.pointCode
INNER JOIN dbo.cl_levels AS l ON l.code = N'start'
WHERE NOT EXISTS (SELECT 1 FROM dbo.cl_clients AS c WHERE c.referralCode = CONCAT(N'DEMO', x.n))
  AND NOT EXISTS (SELECT 1 FROM dbo.cl_clients AS c WHERE c.username = CASE x.n WHEN 1 THEN N'client' WHEN 2 THEN N'client2' END);
GO
UPDATE c SET referredByID = r.id
FROM dbo.cl_clients AS c
INNER JOIN dbo.cl_clients AS r ON r.referralCode = N'DEMO1'
WHERE c.referralCode IN (N'DEMO8', N'DEMO15', N'DEMO22') AND c.referredByID IS NULL;
GO
