-- Several triggers on a table, TRIGGER_NESTLEVEL, @@TRANCOUNT inside, @@ROWCOUNT at the start of the trigger
CREATE TABLE dbo.a (id int PRIMARY KEY);
CREATE TABLE dbo.b (id int PRIMARY KEY);
CREATE TABLE dbo.log (n int IDENTITY PRIMARY KEY, txt varchar(60));
GO
CREATE TRIGGER dbo.tr_a ON dbo.a AFTER INSERT AS
BEGIN
  DECLARE @rc int = @@ROWCOUNT;
  INSERT INTO dbo.log (txt) VALUES (CONCAT('a rows ', @rc, ' level ', TRIGGER_NESTLEVEL(), ' tran ', @@TRANCOUNT));
  INSERT INTO dbo.b SELECT id FROM inserted;
END
GO
CREATE TRIGGER dbo.tr_b ON dbo.b AFTER INSERT AS INSERT INTO dbo.log (txt) VALUES (CONCAT('b level ', TRIGGER_NESTLEVEL()));
GO
INSERT INTO dbo.a VALUES (1), (2);
SELECT txt FROM dbo.log ORDER BY n;
