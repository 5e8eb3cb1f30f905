-- Demo data, 2 of 4: categories, products with pictures made of shapes and colours, variants, services.
INSERT INTO dbo.prd_categories (code, nameEn, nameRu, icon, ord)
SELECT v.code, v.nameEn, v.nameRu, v.icon, v.ord
FROM (VALUES
  (N'office', N'Office', N'Офис', N'briefcase', 10),
  (N'print', N'Printing', N'Печать', N'printer', 20),
  (N'gifts', N'Gifts', N'Подарки', N'gift', 30)
) AS v(code, nameEn, nameRu, icon, ord)
WHERE NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.code = v.code);
GO
INSERT INTO dbo.prd_categories (parentID, code, nameEn, nameRu, icon, ord)
SELECT p.id, v.code, v.nameEn, v.nameRu, v.icon, v.ord
FROM (VALUES
  (N'office', N'paper', N'Paper', N'Бумага', N'file-earmark', 40),
  (N'office', N'writing', N'Writing', N'Письменные', N'pen', 50),
  (N'office', N'storage', N'Folders and storage', N'Папки и хранение', N'archive', 60),
  (N'print', N'cartridges', N'Cartridges', N'Картриджи', N'droplet', 70),
  (N'print', N'devices', N'Devices', N'Техника', N'printer', 80),
  (N'print', N'adverts', N'Advertising', N'Реклама', N'megaphone', 90),
  (N'gifts', N'mugs', N'Mugs and tableware', N'Кружки и посуда', N'cup-hot', 100),
  (N'gifts', N'textile', N'Textiles', N'Текстиль', N'bag', 110)
) AS v(parentCode, code, nameEn, nameRu, icon, ord)
INNER JOIN dbo.prd_categories AS p ON p.code = v.parentCode
WHERE NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.code = v.code);
GO
INSERT INTO dbo.prd_products (categoryID, sku, nameEn, nameRu, descriptionEn, descriptionRu, unitEn, unitRu, price, oldPrice, stock, pictureSvg, ord)
SELECT c.id, v.sku, v.nameEn, v.nameRu,
  CONCAT(v.nameEn, N'. Checked on arrival, twelve months of guarantee; from ten pieces we deliver free of charge.'), CONCAT(v.nameRu, N'. Проверяем при поступлении, гарантия двенадцать месяцев; от десяти штук доставка бесплатно.'),
  v.unitEn, v.unitRu, v.price, CASE WHEN v.n % 6 = 0 THEN ROUND(v.price * 1.2, 0) END, CASE WHEN v.n % 13 = 0 THEN 0 WHEN v.n % 7 = 0 THEN 8 ELSE 40 + v.n * 17 % 160 END,
  CONCAT(N'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"><rect width="160" height="120" fill="hsl(', v.n * 47 % 360, N',32%,', 62 + v.n % 3 * 6, N'%)"/><circle cx="', 20 + v.n * 29 % 120, N'" cy="', 10 + v.n * 17 % 100, N'" r="34" fill="hsl(', v.n * 47 % 360, N',36%,74%)"/>', s.shape, N'</svg>'), v.n * 10
FROM (VALUES
  (1, N'paper', N'PA-101', N'A4 paper, 80 g', N'Бумага А4, 80 г', 320, N'pack', N'пач'),
  (2, N'paper', N'PA-102', N'A3 paper, 80 g', N'Бумага А3, 80 г', 640, N'pack', N'пач'),
  (3, N'paper', N'PA-103', N'Photo paper, glossy', N'Фотобумага глянцевая', 780, N'pack', N'пач'),
  (4, N'paper', N'PA-104', N'Coloured paper, 5 tints', N'Бумага цветная, 5 цветов', 450, N'pack', N'пач'),
  (5, N'paper', N'PA-105', N'Sticky notes 76 × 76', N'Стикеры 76 × 76', 95, N'pc', N'шт'),
  (6, N'writing', N'WR-106', N'Ballpoint pen, blue', N'Ручка шариковая, синяя', 28, N'pc', N'шт'),
  (7, N'writing', N'WR-107', N'Gel pen set, 4 colours', N'Набор гелевых ручек, 4 цвета', 240, N'set', N'наб'),
  (8, N'writing', N'WR-108', N'Pencil HB', N'Карандаш HB', 18, N'pc', N'шт'),
  (9, N'writing', N'WR-109', N'Board markers, 4 pcs', N'Маркеры для доски, 4 шт', 310, N'set', N'наб'),
  (10, N'writing', N'WR-110', N'Highlighter', N'Текстовыделитель', 65, N'pc', N'шт'),
  (11, N'storage', N'ST-111', N'Lever arch file, 75 mm', N'Регистратор, 75 мм', 260, N'pc', N'шт'),
  (12, N'storage', N'ST-112', N'Clear sleeves, 100 pcs', N'Файлы-вкладыши, 100 шт', 290, N'pack', N'пач'),
  (13, N'storage', N'ST-113', N'Archive box', N'Короб архивный', 140, N'pc', N'шт'),
  (14, N'storage', N'ST-114', N'Desk organiser', N'Органайзер настольный', 560, N'pc', N'шт'),
  (15, N'storage', N'ST-115', N'Envelope C4', N'Конверт С4', 14, N'pc', N'шт'),
  (16, N'cartridges', N'CA-116', N'Black cartridge, 2000 pages', N'Картридж чёрный, 2000 стр.', 2100, N'pc', N'шт'),
  (17, N'cartridges', N'CA-117', N'Colour cartridge set', N'Комплект цветных картриджей', 6400, N'set', N'наб'),
  (18, N'cartridges', N'CA-118', N'Toner refill', N'Тонер для заправки', 890, N'pc', N'шт'),
  (19, N'cartridges', N'CA-119', N'Drum unit', N'Фотобарабан', 3200, N'pc', N'шт'),
  (20, N'cartridges', N'CA-120', N'Ink bottle, 100 ml', N'Чернила, 100 мл', 540, N'pc', N'шт'),
  (21, N'devices', N'DE-121', N'Laser printer', N'Принтер лазерный', 14900, N'pc', N'шт'),
  (22, N'devices', N'DE-122', N'Label printer', N'Принтер этикеток', 11200, N'pc', N'шт'),
  (23, N'devices', N'DE-123', N'Document scanner', N'Сканер документов', 18400, N'pc', N'шт'),
  (24, N'devices', N'DE-124', N'Laminator A4', N'Ламинатор А4', 3900, N'pc', N'шт'),
  (25, N'devices', N'DE-125', N'Paper shredder', N'Уничтожитель бумаг', 7600, N'pc', N'шт'),
  (26, N'adverts', N'AD-126', N'Business cards, 100 pcs', N'Визитки, 100 шт', 650, N'set', N'наб'),
  (27, N'adverts', N'AD-127', N'Flyers A6, 500 pcs', N'Листовки А6, 500 шт', 2400, N'set', N'наб'),
  (28, N'adverts', N'AD-128', N'Roll-up stand', N'Стенд ролл-ап', 5200, N'pc', N'шт'),
  (29, N'adverts', N'AD-129', N'Banner, 1 m²', N'Баннер, 1 м²', 780, N'm²', N'м²'),
  (30, N'adverts', N'AD-130', N'Poster A2', N'Плакат А2', 390, N'pc', N'шт'),
  (31, N'mugs', N'MU-131', N'Mug with logo', N'Кружка с логотипом', 420, N'pc', N'шт'),
  (32, N'mugs', N'MU-132', N'Thermo mug', N'Термокружка', 1250, N'pc', N'шт'),
  (33, N'mugs', N'MU-133', N'Glass bottle', N'Бутылка стеклянная', 690, N'pc', N'шт'),
  (34, N'mugs', N'MU-134', N'Coaster set', N'Набор подставок', 380, N'set', N'наб'),
  (35, N'mugs', N'MU-135', N'Magnet with photo', N'Магнит с фото', 120, N'pc', N'шт'),
  (36, N'textile', N'TE-136', N'T-shirt with print', N'Футболка с принтом', 980, N'pc', N'шт'),
  (37, N'textile', N'TE-137', N'Canvas bag', N'Сумка-шопер', 540, N'pc', N'шт'),
  (38, N'textile', N'TE-138', N'Cap with embroidery', N'Кепка с вышивкой', 860, N'pc', N'шт'),
  (39, N'textile', N'TE-139', N'Hoodie', N'Худи', 2700, N'pc', N'шт'),
  (40, N'textile', N'TE-140', N'Lanyard', N'Ланъярд', 110, N'pc', N'шт')
) AS v(n, categoryCode, sku, nameEn, nameRu, price, unitEn, unitRu)
INNER JOIN dbo.prd_categories AS c ON c.code = v.categoryCode
INNER JOIN (VALUES
  (N'paper', N'<path d="M52 22h42l16 16v62H52z" fill="#fff"/><path d="M62 52h36M62 64h36M62 76h24" stroke="#9aa8a6" stroke-width="4"/>'),
  (N'writing', N'<path d="M48 94l8-24 44-44 16 16-44 44z" fill="#fff"/><path d="M48 94l8-24 16 16z" fill="#2b3a39"/>'),
  (N'storage', N'<path d="M40 34h32l8 10h40v48H40z" fill="#fff"/><path d="M40 54h80" stroke="#9aa8a6" stroke-width="4"/>'),
  (N'cartridges', N'<rect x="46" y="36" width="68" height="48" rx="6" fill="#fff"/><path d="M80 46c8 10 12 15 12 20a12 12 0 0 1-24 0c0-5 4-10 12-20z" fill="#2b3a39"/>'),
  (N'devices', N'<rect x="38" y="48" width="84" height="34" rx="6" fill="#fff"/><path d="M52 48V28h56v20M52 72h56v24H52z" fill="none" stroke="#2b3a39" stroke-width="4"/>'),
  (N'adverts', N'<path d="M44 52l52-24v64L44 70z" fill="#fff"/><path d="M50 72l8 22h12l-6-18" fill="#2b3a39"/>'),
  (N'mugs', N'<path d="M48 36h52v46a12 12 0 0 1-12 12H60a12 12 0 0 1-12-12z" fill="#fff"/><path d="M100 46h10a10 10 0 0 1 0 26h-10" fill="none" stroke="#fff" stroke-width="7"/>'),
  (N'textile', N'<path d="M60 28l-24 14 10 20 10-6v42h48V56l10 6 10-20-24-14c-4 10-36 10-40 0z" fill="#fff"/>')
) AS s(categoryCode, shape) ON s.categoryCode = v.categoryCode
WHERE NOT EXISTS (SELECT 1 FROM dbo.prd_products AS p WHERE p.sku = v.sku);
GO
INSERT INTO dbo.prd_variants (productID, nameEn, nameRu, factor, ord)
SELECT p.id, v.nameEn, v.nameRu, v.factor, v.ord
FROM dbo.prd_products AS p
INNER JOIN dbo.prd_categories AS c ON c.id = p.categoryID AND c.code IN (N'paper', N'writing', N'storage', N'mugs')
CROSS JOIN (VALUES (N'Box of 10, −5 %', N'Коробка 10, −5 %', 9.5, 20), (N'Pallet of 100, −12 %', N'Палета 100, −12 %', 88.0, 30)) AS v(nameEn, nameRu, factor, ord)
WHERE NOT EXISTS (SELECT 1 FROM dbo.prd_variants AS x WHERE x.productID = p.id AND x.factor > 1);
GO
INSERT INTO dbo.srv_services (code, nameEn, nameRu, descriptionEn, descriptionRu, price, days, icon, ord)
SELECT v.code, v.nameEn, v.nameRu, v.descriptionEn, v.descriptionRu, v.price, v.days, v.icon, v.ord
FROM (VALUES
  (N'repair', N'Printer repair', N'Ремонт принтера', N'Diagnosis on the same day, repair at the point or at your office.', N'Диагностика в день обращения, ремонт на точке или у вас.', 1500, 3, N'wrench', 10),
  (N'refill', N'Cartridge refill', N'Заправка картриджа', N'Refill with a test print.', N'Заправка с пробной печатью.', 450, 1, N'droplet', 20),
  (N'design', N'Design of a layout', N'Разработка макета', N'Cards, flyers, banners; two rounds of changes.', N'Визитки, листовки, баннеры; два круга правок.', 2500, 5, N'palette', 30),
  (N'mounting', N'Mounting of advertising', N'Монтаж рекламы', N'Stands, banners and signs at your place.', N'Стенды, баннеры и вывески у вас.', 4000, 7, N'hammer', 40),
  (N'service', N'Service contract, month', N'Обслуживание, месяц', N'A monthly visit, cleaning and small repairs.', N'Ежемесячный визит, чистка и мелкий ремонт.', 3500, 30, N'calendar-check', 50),
  (N'delivery', N'Delivery by courier', N'Доставка курьером', N'Within the city on the same day.', N'По городу в тот же день.', 350, 1, N'truck', 60)
) AS v(code, nameEn, nameRu, descriptionEn, descriptionRu, price, days, icon, ord)
WHERE NOT EXISTS (SELECT 1 FROM dbo.srv_services AS x WHERE x.code = v.code);
GO
