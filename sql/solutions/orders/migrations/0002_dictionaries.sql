-- What the procedures rely on: statuses with the allowed changes, methods of payment, loyalty levels.
INSERT INTO dbo.ord_statuses (id, entityCode, code, nameEn, nameRu, color, ord, isFinal)
VALUES
  (1, N'order', N'new', N'New', N'Новый', N'info', 10, 0),
  (2, N'order', N'confirmed', N'Confirmed', N'Подтверждён', N'primary', 20, 0),
  (3, N'order', N'inWork', N'In work', N'В работе', N'plum', 30, 0),
  (4, N'order', N'waitingClient', N'Waiting for client', N'Ждёт клиента', N'warning', 40, 0),
  (5, N'order', N'ready', N'Ready', N'Готов', N'success', 50, 0),
  (6, N'order', N'handedOver', N'Handed over', N'Выдан', N'secondary', 60, 1),
  (7, N'order', N'cancelled', N'Cancelled', N'Отменён', N'danger', 70, 1),
  (21, N'request', N'new', N'New', N'Новая', N'info', 10, 0),
  (22, N'request', N'inWork', N'In work', N'В работе', N'plum', 20, 0),
  (23, N'request', N'offered', N'Price offered', N'Цена предложена', N'warning', 30, 0),
  (24, N'request', N'ordered', N'Ordered', N'Заказ оформлен', N'success', 40, 1),
  (25, N'request', N'rejected', N'Rejected', N'Отклонена', N'danger', 50, 1);
GO
INSERT INTO dbo.ord_statusTransitions (fromID, toID, forClient, forManager)
VALUES
  (1, 2, 0, 1), (1, 7, 1, 1),
  (2, 3, 0, 1), (2, 4, 0, 1), (2, 7, 1, 1),
  (3, 4, 0, 1), (3, 5, 0, 1), (3, 7, 0, 1),
  (4, 3, 1, 1), (4, 7, 1, 1),
  (5, 6, 0, 1), (5, 3, 0, 1),
  (7, 1, 0, 1),
  (21, 22, 0, 1), (21, 25, 1, 1),
  (22, 23, 0, 1), (22, 25, 1, 1),
  (23, 22, 0, 1), (23, 24, 1, 1), (23, 25, 1, 1),
  (25, 21, 0, 1);
GO
INSERT INTO dbo.pay_methods (code, nameEn, nameRu, icon, isExternal, ord)
VALUES
  (N'bank', N'Bank transfer', N'Банковский перевод', N'bank', 1, 10),
  (N'card', N'Card', N'Карта', N'credit-card', 1, 20),
  (N'cash', N'Cash', N'Наличные', N'cash', 1, 30),
  (N'balance', N'Client''s balance', N'С баланса клиента', N'wallet2', 0, 40),
  (N'points', N'Bonus points', N'Бонусные баллы', N'star', 0, 50);
GO
INSERT INTO dbo.cl_levels (code, nameEn, nameRu, minTurnover, accrualPercent, referralPercent, maxPointsPercent, color)
VALUES
  (N'start', N'Start', N'Старт', 0, 2, 0.5, 20, N'secondary'),
  (N'silver', N'Silver', N'Серебро', 50000, 3, 1, 30, N'info'),
  (N'gold', N'Gold', N'Золото', 150000, 5, 1.5, 40, N'warning'),
  (N'platinum', N'Platinum', N'Платина', 400000, 7, 2, 50, N'plum');
GO
