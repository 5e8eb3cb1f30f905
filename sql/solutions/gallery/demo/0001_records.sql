-- Demo data of the gallery, relative to today. Can run again: what is there stays.
INSERT INTO dbo.gal_places (id, parentID, kind, nameEn, nameRu, latitude, longitude, ord)
SELECT v.id, v.parentID, v.kind, v.nameEn, v.nameRu, v.latitude, v.longitude, v.id * 10
FROM (VALUES
  (1, NULL, N'country', N'Russia', N'Россия', NULL, NULL), (2, NULL, N'country', N'Serbia', N'Сербия', NULL, NULL), (3, NULL, N'country', N'Kazakhstan', N'Казахстан', NULL, NULL),
  (11, 1, N'region', N'Moscow region', N'Московская область', NULL, NULL), (12, 1, N'region', N'Tatarstan', N'Татарстан', NULL, NULL), (13, 1, N'region', N'Krasnodar region', N'Краснодарский край', NULL, NULL),
  (14, 2, N'region', N'Vojvodina', N'Воеводина', NULL, NULL), (15, 2, N'region', N'Central Serbia', N'Центральная Сербия', NULL, NULL), (16, 3, N'region', N'Almaty region', N'Алматинская область', NULL, NULL),
  (21, 11, N'city', N'Moscow', N'Москва', 55.75583, 37.61778), (22, 11, N'city', N'Kolomna', N'Коломна', 55.07944, 38.77833), (23, 12, N'city', N'Kazan', N'Казань', 55.79028, 49.11472),
  (24, 12, N'city', N'Yelabuga', N'Елабуга', 55.75667, 52.05444), (25, 13, N'city', N'Krasnodar', N'Краснодар', 45.03528, 38.97667), (26, 13, N'city', N'Sochi', N'Сочи', 43.58556, 39.72306),
  (27, 14, N'city', N'Novi Sad', N'Нови-Сад', 45.25167, 19.83694), (28, 14, N'city', N'Subotica', N'Суботица', 46.10000, 19.66667), (29, 15, N'city', N'Belgrade', N'Белград', 44.81778, 20.45694),
  (30, 15, N'city', N'Nis', N'Ниш', 43.32083, 21.89583), (31, 16, N'city', N'Almaty', N'Алматы', 43.23750, 76.94556), (32, 16, N'city', N'Talgar', N'Талгар', 43.30278, 77.24083),
  (41, 21, N'point', N'Botanical garden', N'Ботанический сад', 55.84500, 37.59500), (42, 21, N'point', N'Lesnaya street', N'Лесная улица', 55.77889, 37.58611), (43, 22, N'point', N'Old market', N'Старый рынок', 55.10139, 38.75639),
  (44, 23, N'point', N'Bauman street', N'Улица Баумана', 55.78917, 49.11889), (45, 23, N'point', N'River port', N'Речной порт', 55.76750, 49.09333), (46, 24, N'point', N'Merchant row', N'Купеческий ряд', 55.75500, 52.05917),
  (47, 25, N'point', N'Red street', N'Красная улица', 45.02361, 38.96972), (48, 26, N'point', N'Dendrary', N'Дендрарий', 43.56889, 39.74333), (49, 26, N'point', N'Sea station', N'Морской вокзал', 43.58083, 39.71833),
  (50, 27, N'point', N'Danube park', N'Дунайский парк', 45.25528, 19.85111), (51, 28, N'point', N'Palic lake', N'Озеро Палич', 46.10139, 19.75889), (52, 29, N'point', N'Dorcol', N'Дорчол', 44.82389, 20.46139),
  (53, 29, N'point', N'Zemun quay', N'Земунская набережная', 44.84417, 20.41361), (54, 30, N'point', N'Fortress', N'Крепость', 43.32639, 21.89500), (55, 31, N'point', N'Green bazaar', N'Зелёный базар', 43.26472, 76.95583),
  (56, 32, N'point', N'Apple alley', N'Яблоневая аллея', 43.30694, 77.24556)
) AS v(id, parentID, kind, nameEn, nameRu, latitude, longitude)
WHERE NOT EXISTS (SELECT 1 FROM dbo.gal_places AS p WHERE p.id = v.id);
GO
SET IDENTITY_INSERT dbo.gal_categories ON;
INSERT INTO dbo.gal_categories (id, parentID, nameEn, nameRu, icon, ord)
SELECT v.id, v.parentID, v.nameEn, v.nameRu, v.icon, v.id * 10
FROM (VALUES
  (1, NULL, N'Plants', N'Растения', N'flower1'), (2, NULL, N'Care', N'Уход', N'droplet'), (3, NULL, N'Tools', N'Инструменты', N'tools'), (4, NULL, N'Garden decor', N'Декор', N'lamp'),
  (5, 1, N'Trees', N'Деревья', N'tree'), (6, 1, N'Shrubs', N'Кустарники', N'flower2'), (7, 1, N'Perennials', N'Многолетники', N'flower3'), (8, 1, N'Herbs', N'Травы', N'cup-hot'),
  (9, 2, N'Soil', N'Грунт', N'layers'), (10, 2, N'Fertiliser', N'Удобрения', N'capsule'), (11, 2, N'Watering', N'Полив', N'water'),
  (12, 3, N'Hand tools', N'Ручные', N'hammer'), (13, 3, N'Power tools', N'Электрические', N'lightning'), (14, 4, N'Pots', N'Горшки', N'bucket'), (15, 4, N'Lanterns', N'Фонари', N'lightbulb')
) AS v(id, parentID, nameEn, nameRu, icon)
WHERE NOT EXISTS (SELECT 1 FROM dbo.gal_categories AS c WHERE c.id = v.id);
SET IDENTITY_INSERT dbo.gal_categories OFF;
GO
INSERT INTO dbo.gal_people (id, nameEn, nameRu, postEn, postRu, email, phone, placeID)
SELECT v.id, v.nameEn, v.nameRu, v.postEn, v.postRu, v.email, v.phone, v.placeID
FROM (VALUES
  (1, N'Anna Belova', N'Анна Белова', N'Head gardener', N'Главный садовник', N'belova@example.com', N'+7 900 410-10-01', 41), (2, N'Timur Saitov', N'Тимур Саитов', N'Buyer', N'Закупщик', N'saitov@example.com', N'+7 900 410-10-02', 44),
  (3, N'Mila Petrovic', N'Мила Петрович', N'Shop manager', N'Управляющая магазином', N'petrovic@example.com', N'+381 11 410-10-03', 52), (4, N'Ivan Zorin', N'Иван Зорин', N'Gardener', N'Садовник', N'zorin@example.com', N'+7 900 410-10-04', 42),
  (5, N'Olga Lukina', N'Ольга Лукина', N'Designer', N'Дизайнер', N'lukina@example.com', N'+7 900 410-10-05', 48), (6, N'Pavel Gromov', N'Павел Громов', N'Driver', N'Водитель', N'gromov@example.com', N'+7 900 410-10-06', 47),
  (7, N'Dana Serikova', N'Дана Серикова', N'Shop manager', N'Управляющая магазином', N'serikova@example.com', N'+7 700 410-10-07', 55), (8, N'Luka Jovic', N'Лука Йович', N'Gardener', N'Садовник', N'jovic@example.com', N'+381 21 410-10-08', 50),
  (9, N'Vera Kim', N'Вера Ким', N'Accountant', N'Бухгалтер', N'kim@example.com', N'+7 900 410-10-09', 42), (10, N'Egor Lapin', N'Егор Лапин', N'Storekeeper', N'Кладовщик', N'lapin@example.com', N'+7 900 410-10-10', 45),
  (11, N'Sofia Orlic', N'София Орлич', N'Florist', N'Флорист', N'orlic@example.com', N'+381 18 410-10-11', 54), (12, N'Artem Yudin', N'Артём Юдин', N'Engineer', N'Инженер', N'yudin@example.com', N'+7 900 410-10-12', 43)
) AS v(id, nameEn, nameRu, postEn, postRu, email, phone, placeID)
WHERE NOT EXISTS (SELECT 1 FROM dbo.gal_people AS p WHERE p.id = v.id);
GO
INSERT INTO dbo.gal_goods (code, categoryID, personID, nameEn, nameRu, noteEn, noteRu, price, oldPrice, stock, rating, stateCode, tags, color, site, isOnline, added, checkedAt, opens, season, ord)
SELECT CONCAT(N'G-', 100 + v.n), v.categoryID, 1 + v.n % 12, v.nameEn, v.nameRu,
  CASE v.n % 3 WHEN 0 THEN N'Grows in any soil; water twice a week in the first summer.' WHEN 1 THEN N'Sold by the piece. Kept in the cool hall, ask the storekeeper.' END,
  CASE v.n % 3 WHEN 0 THEN N'Растёт на любой почве; в первое лето поливать дважды в неделю.' WHEN 1 THEN N'Продаётся поштучно. Хранится в прохладном зале, спросите кладовщика.' END,
  v.price, CASE WHEN v.n % 5 = 0 THEN CAST(v.price * 1.2 AS decimal(18, 2)) END, CASE WHEN v.n % 11 = 0 THEN 0 ELSE (v.n * 37) % 140 END, 1 + (v.n * 7) % 5,
  CASE WHEN v.n % 22 = 0 THEN N'sold' WHEN v.n % 9 = 4 THEN N'new' WHEN v.n % 13 = 6 THEN N'archive' ELSE N'sale' END,
  CASE v.n % 4 WHEN 0 THEN N'shade,hardy' WHEN 1 THEN N'sun' WHEN 2 THEN N'hardy' ELSE N'gift,sun' END,
  CASE v.n % 6 WHEN 0 THEN '#1e6b5c' WHEN 1 THEN '#3f6fb5' WHEN 2 THEN '#b5473f' WHEN 3 THEN '#c98a1b' WHEN 4 THEN '#7a4d8f' ELSE '#5c6b73' END,
  CONCAT(N'https://example.com/garden/g-', 100 + v.n), CASE WHEN v.n % 7 = 0 THEN 0 ELSE 1 END,
  DATEADD(DAY, -(v.n * 9) % 400, CAST(SYSUTCDATETIME() AS date)), DATEADD(MINUTE, -(v.n * 613) % 40000, SYSUTCDATETIME()),
  DATEADD(MINUTE, 480 + (v.n % 5) * 30, CAST('00:00' AS time)), CONVERT(char(7), DATEADD(MONTH, v.n % 12, SYSUTCDATETIME()), 120), v.n * 10
FROM (VALUES
  (1, 5, N'Apple tree "Antonovka"', N'Яблоня «Антоновка»', 1450), (2, 5, N'Norway maple', N'Клён остролистный', 2300), (3, 5, N'Rowan', N'Рябина', 980), (4, 5, N'Weeping willow', N'Ива плакучая', 1750), (5, 5, N'Blue spruce', N'Ель голубая', 4200),
  (6, 6, N'Lilac', N'Сирень', 890), (7, 6, N'Panicle hydrangea', N'Гортензия метельчатая', 1290), (8, 6, N'Barberry', N'Барбарис', 640), (9, 6, N'Mock orange', N'Чубушник', 720), (10, 6, N'Red currant', N'Смородина красная', 390), (11, 6, N'Dog rose', N'Шиповник', 310),
  (12, 7, N'Peony', N'Пион', 760), (13, 7, N'Day lily', N'Лилейник', 340), (14, 7, N'Hosta', N'Хоста', 420), (15, 7, N'Iris', N'Ирис', 280), (16, 7, N'Lavender', N'Лаванда', 360), (17, 7, N'Astilbe', N'Астильба', 450),
  (18, 8, N'Mint', N'Мята', 120), (19, 8, N'Thyme', N'Тимьян', 140), (20, 8, N'Rosemary', N'Розмарин', 260), (21, 8, N'Sage', N'Шалфей', 180), (22, 8, N'Tarragon', N'Эстрагон', 150),
  (23, 9, N'Universal soil, 50 l', N'Грунт универсальный, 50 л', 420), (24, 9, N'Peat, 70 l', N'Торф, 70 л', 510), (25, 9, N'Bark mulch, 60 l', N'Мульча из коры, 60 л', 480), (26, 9, N'Expanded clay, 20 l', N'Керамзит, 20 л', 230),
  (27, 10, N'Bone meal, 1 kg', N'Костная мука, 1 кг', 290), (28, 10, N'Wood ash, 2 kg', N'Древесная зола, 2 кг', 160), (29, 10, N'Humate, 0.5 l', N'Гумат, 0,5 л', 240), (30, 10, N'Autumn mix, 3 kg', N'Осенняя смесь, 3 кг', 380),
  (31, 11, N'Hose 25 m', N'Шланг 25 м', 1980), (32, 11, N'Watering can 10 l', N'Лейка 10 л', 650), (33, 11, N'Drip kit', N'Набор капельного полива', 3450), (34, 11, N'Sprinkler', N'Дождеватель', 890),
  (35, 12, N'Spade', N'Лопата штыковая', 1190), (36, 12, N'Secateurs', N'Секатор', 1490), (37, 12, N'Rake', N'Грабли', 760), (38, 12, N'Hand fork', N'Вилка посадочная', 390), (39, 12, N'Loppers', N'Сучкорез', 2250),
  (40, 13, N'Hedge trimmer', N'Кусторез', 7900), (41, 13, N'Lawn mower', N'Газонокосилка', 18900), (42, 13, N'Leaf blower', N'Воздуходувка', 5600),
  (43, 14, N'Clay pot 20 cm', N'Горшок глиняный 20 см', 350), (44, 14, N'Hanging basket', N'Кашпо подвесное', 590), (45, 14, N'Oak tub', N'Кадка дубовая', 4100),
  (46, 15, N'Path lantern', N'Фонарь для дорожки', 1290), (47, 15, N'String of lights', N'Гирлянда', 990), (48, 15, N'Solar sphere', N'Шар на солнечной батарее', 1590)
) AS v(n, categoryID, nameEn, nameRu, price)
WHERE NOT EXISTS (SELECT 1 FROM dbo.gal_goods AS g WHERE g.code = CONCAT(N'G-', 100 + v.n));
GO
-- Twenty goods sell by the month, more in spring.
INSERT INTO dbo.gal_sales (goodID, soldOn, qty, amount)
SELECT g.id, m.soldOn, q.qty, q.qty * g.price
FROM dbo.gal_goods AS g
CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS n(n)
CROSS APPLY (SELECT DATEADD(MONTH, -n.n, DATEFROMPARTS(YEAR(SYSUTCDATETIME()), MONTH(SYSUTCDATETIME()), 1)) AS soldOn) AS m
CROSS APPLY (SELECT 2 + (g.ord + n.n * 7) % 9 + CASE WHEN MONTH(m.soldOn) IN (4, 5, 6) THEN 8 WHEN MONTH(m.soldOn) IN (9, 10) THEN 4 ELSE 0 END AS qty) AS q
WHERE g.ord % 5 = 0 AND g.ord <= 480 AND (g.ord / 10) % 12 IN (0, 1, 3, 5, 6) AND NOT EXISTS (SELECT 1 FROM dbo.gal_sales AS s WHERE s.goodID = g.id AND s.soldOn = m.soldOn);
GO
