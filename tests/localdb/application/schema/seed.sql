-- Statuses, transitions, roles and settings that the solution needs.
SET NOCOUNT ON;
MERGE INTO dbo.ord_statuses AS t
USING (VALUES
  (1, 'new', N'Новый', '#2196f3', 10, 0),
  (2, 'approved', N'Согласован', '#ff9800', 20, 0),
  (3, 'paid', N'Оплачен', '#4caf50', 30, 0),
  (4, 'done', N'Выполнен', '#607d8b', 40, 1),
  (5, 'cancelled', N'Отменён', '#f44336', 50, 1)
) AS s (id, code, name, color, ord, isFinal)
ON t.id = s.id
WHEN MATCHED AND EXISTS (SELECT t.code, t.name, t.color, t.ord, t.isFinal EXCEPT SELECT s.code, s.name, s.color, s.ord, s.isFinal) THEN
  UPDATE SET code = s.code, name = s.name, color = s.color, ord = s.ord, isFinal = s.isFinal
WHEN NOT MATCHED BY TARGET THEN
  INSERT (id, code, name, color, ord, isFinal) VALUES (s.id, s.code, s.name, s.color, s.ord, s.isFinal)
WHEN NOT MATCHED BY SOURCE THEN
  DELETE
OUTPUT $action AS [action], ISNULL(inserted.id, deleted.id) AS id;

INSERT INTO dbo.ord_statusTransitions (fromID, toID, roles, buttonText)
SELECT v.* FROM (VALUES
  (1, 2, 'manager,admin', N'Согласовать'), (1, 5, 'client,manager,admin', N'Отменить'), (2, 3, 'manager,admin', N'Оплачен'),
  (2, 5, 'manager,admin', N'Отменить'), (3, 4, 'manager,admin', N'Выполнить')
) AS v(fromID, toID, roles, buttonText)
WHERE NOT EXISTS (SELECT 1 FROM dbo.ord_statusTransitions AS t WHERE t.fromID = v.fromID AND t.toID = v.toID);

INSERT dbo.as_roles (code, name)
SELECT code, name FROM (VALUES ('admin', N'Администратор'), ('supervisor', N'Супервизор'), ('manager', N'Менеджер точки'), ('client', N'Клиент')) AS r(code, name)
EXCEPT
SELECT code, name FROM dbo.as_roles;

IF NOT EXISTS (SELECT 1 FROM dbo.as_settings WHERE code = 'orderPrefix') INSERT dbo.as_settings (code, value) VALUES ('orderPrefix', N'ORD-');
IF NOT EXISTS (SELECT 1 FROM dbo.as_settings WHERE code = 'pointsDays') INSERT dbo.as_settings (code, value) VALUES ('pointsDays', N'90');
GO
