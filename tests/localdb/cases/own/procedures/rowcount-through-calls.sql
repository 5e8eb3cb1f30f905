-- @@ROWCOUNT after EXEC, IF, TRY, SET and a trigger
CREATE TABLE dbo.t (id int PRIMARY KEY);
CREATE TABLE dbo.log (id int);
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT AS BEGIN SET NOCOUNT ON; INSERT INTO dbo.log SELECT id FROM inserted; INSERT INTO dbo.log SELECT id FROM inserted; DELETE FROM dbo.log WHERE id = 0; END
GO
CREATE PROCEDURE dbo.three AS SELECT v FROM (VALUES (1), (2), (3)) AS x(v);
GO
DECLARE @a int, @b int;
INSERT INTO dbo.t VALUES (1), (2);
SET @a = @@ROWCOUNT;
EXEC dbo.three;
SET @b = @@ROWCOUNT;
SELECT @a AS after_insert, @b AS after_exec;
