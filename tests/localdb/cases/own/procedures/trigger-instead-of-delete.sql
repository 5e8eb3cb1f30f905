-- INSTEAD OF DELETE marks rows as deleted; a view shows the rest; the trigger does not call itself
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(10), is_deleted bit NOT NULL DEFAULT 0);
INSERT INTO dbo.c (id, name) VALUES (1, N'а'), (2, N'б'), (3, N'в');
GO
CREATE TRIGGER dbo.tr_c_del ON dbo.c INSTEAD OF DELETE AS
BEGIN
  SET NOCOUNT ON;
  UPDATE c SET is_deleted = 1 FROM dbo.c AS c JOIN deleted AS d ON d.id = c.id;
  DELETE FROM dbo.c WHERE id IN (SELECT id FROM deleted WHERE is_deleted = 1);
END
GO
DELETE FROM dbo.c WHERE id < 3;
SELECT id, is_deleted FROM dbo.c ORDER BY id;
DELETE FROM dbo.c WHERE id = 1;
SELECT id, is_deleted FROM dbo.c ORDER BY id;
