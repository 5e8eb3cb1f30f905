-- Demo data of the gallery: the season's work, six jobs with their tasks, around today.
IF EXISTS (SELECT 1 FROM dbo.gal_tasks) RETURN;
DECLARE @today datetime2(0) = CAST(CAST(SYSUTCDATETIME() AS date) AS datetime2(0));
SET IDENTITY_INSERT dbo.gal_tasks ON;
INSERT INTO dbo.gal_tasks (id, parentID, titleEn, titleRu, statusCode, personID, placeID, startsAt, endsAt, isAllDay, progress, cost, afterIDs, ord)
SELECT v.id, v.parentID, v.titleEn, v.titleRu, v.statusCode, v.personID, v.placeID,
  DATEADD(MINUTE, v.startMinute, DATEADD(DAY, v.startDay, @today)),
  CASE WHEN v.startMinute = 0 THEN DATEADD(DAY, v.startDay + v.days, @today) ELSE DATEADD(MINUTE, v.startMinute + 120, DATEADD(DAY, v.startDay + v.days - 1, @today)) END,
  CASE WHEN v.startMinute = 0 THEN 1 ELSE 0 END, v.progress, v.cost, v.afterIDs, v.id * 10
FROM (VALUES
  (1, NULL, N'Spring planting', N'Весенняя посадка', N'work', 1, 41, -12, 0, 30, 55, 84000, NULL),
  (2, 1, N'Order seedlings', N'Заказать саженцы', N'done', 2, 44, -12, 0, 4, 100, 32000, NULL),
  (3, 1, N'Prepare the beds', N'Подготовить грядки', N'done', 4, 41, -8, 0, 5, 100, 9000, N'2'),
  (4, 1, N'Plant the apple alley', N'Посадить яблоневую аллею', N'work', 4, 56, -3, 0, 6, 45, 21000, N'3'),
  (5, 1, N'Water in and mulch', N'Полить и замульчировать', N'new', 8, 56, 3, 0, 4, 0, 6000, N'4'),
  (6, 1, N'Label the trees', N'Подписать деревья', N'new', 11, 56, 7, 600, 1, 0, 1500, N'4'),
  (7, NULL, N'Drip watering in Kazan', N'Капельный полив в Казани', N'work', 12, 45, -6, 0, 20, 30, 65000, NULL),
  (8, 7, N'Measure the plot', N'Измерить участок', N'done', 12, 45, -6, 540, 1, 100, 2000, NULL),
  (9, 7, N'Buy pipes and valves', N'Купить трубы и клапаны', N'check', 2, 44, -4, 0, 5, 90, 38000, N'8'),
  (10, 7, N'Dig the trenches', N'Выкопать траншеи', N'work', 10, 45, -1, 0, 5, 20, 12000, N'8'),
  (11, 7, N'Mount and test', N'Смонтировать и проверить', N'new', 12, 45, 5, 0, 6, 0, 13000, N'9,10'),
  (12, NULL, N'Shop window in Belgrade', N'Витрина в Белграде', N'check', 3, 52, -9, 0, 14, 80, 28000, NULL),
  (13, 12, N'Draw the plan', N'Нарисовать план', N'done', 5, 52, -9, 660, 1, 100, 4000, NULL),
  (14, 12, N'Choose pots and lanterns', N'Выбрать горшки и фонари', N'done', 11, 52, -7, 0, 3, 100, 9000, N'13'),
  (15, 12, N'Set up the window', N'Собрать витрину', N'check', 3, 52, -2, 0, 3, 90, 11000, N'14'),
  (16, 12, N'Photographs for the site', N'Фотографии для сайта', N'new', 5, 52, 2, 720, 1, 0, 4000, N'15'),
  (17, NULL, N'Stocktaking', N'Инвентаризация', N'new', 10, 45, 1, 0, 5, 0, 7000, NULL),
  (18, 17, N'Count the cool hall', N'Пересчитать прохладный зал', N'new', 10, 45, 1, 480, 1, 0, 1500, NULL),
  (19, 17, N'Count the tools', N'Пересчитать инструменты', N'new', 6, 47, 2, 540, 1, 0, 1500, NULL),
  (20, 17, N'Compare with the books', N'Сверить с учётом', N'new', 9, 42, 4, 600, 1, 0, 4000, N'18,19'),
  (21, NULL, N'Lilac festival', N'Фестиваль сирени', N'new', 5, 48, 8, 0, 12, 0, 46000, NULL),
  (22, 21, N'Agree the place', N'Согласовать место', N'work', 5, 48, 0, 660, 1, 50, 0, NULL),
  (23, 21, N'Invite the growers', N'Пригласить садоводов', N'new', 7, 55, 8, 0, 4, 0, 6000, N'22'),
  (24, 21, N'Print the posters', N'Напечатать афиши', N'new', 11, 54, 9, 0, 3, 0, 9000, N'22'),
  (25, 21, N'Festival day', N'День фестиваля', N'new', 1, 48, 18, 0, 2, 0, 31000, N'23,24'),
  (26, NULL, N'Repair of the greenhouse', N'Ремонт теплицы', N'dropped', 12, 43, -20, 0, 9, 10, 54000, NULL),
  (27, 26, N'Estimate', N'Смета', N'done', 9, 43, -20, 0, 3, 100, 3000, NULL),
  (28, 26, N'Replace the glass', N'Заменить стекло', N'dropped', 12, 43, -15, 0, 4, 0, 51000, N'27'),
  (29, NULL, N'Weekly delivery', N'Еженедельная доставка', N'work', 6, 47, 0, 480, 1, 30, 5200, NULL),
  (30, NULL, N'Meeting of gardeners', N'Планёрка садовников', N'new', 1, 41, 1, 540, 1, 0, 0, NULL),
  (31, NULL, N'Training: pruning', N'Обучение: обрезка', N'new', 8, 50, 6, 780, 1, 0, 3500, NULL),
  (32, NULL, N'Renew the lease', N'Продлить аренду', N'check', 9, 42, -1, 0, 2, 70, 12000, NULL)
) AS v(id, parentID, titleEn, titleRu, statusCode, personID, placeID, startDay, startMinute, days, progress, cost, afterIDs);
SET IDENTITY_INSERT dbo.gal_tasks OFF;
GO
