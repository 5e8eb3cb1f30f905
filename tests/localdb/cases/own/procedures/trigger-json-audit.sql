-- An audit trigger that keeps old and new rows as JSON for all three kinds of change
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(20), vip bit);
CREATE TABLE dbo.audit (n int IDENTITY PRIMARY KEY, op char(1), id int, was nvarchar(max), now_ nvarchar(max));
GO
CREATE TRIGGER dbo.tr_audit ON dbo.c AFTER INSERT, UPDATE, DELETE AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.audit (op, id, was, now_)
  SELECT CASE WHEN d.id IS NULL THEN 'I' WHEN i.id IS NULL THEN 'D' ELSE 'U' END, COALESCE(i.id, d.id),
    CASE WHEN d.id IS NOT NULL THEN (SELECT d.name AS name, d.vip AS vip FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) END,
    CASE WHEN i.id IS NOT NULL THEN (SELECT i.name AS name, i.vip AS vip FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) END
  FROM inserted AS i FULL JOIN deleted AS d ON d.id = i.id;
END
GO
INSERT INTO dbo.c VALUES (1, N'Анна', 0);
UPDATE dbo.c SET vip = 1 WHERE id = 1;
DELETE FROM dbo.c WHERE id = 1;
SELECT op, id, was, now_ FROM dbo.audit ORDER BY n;
