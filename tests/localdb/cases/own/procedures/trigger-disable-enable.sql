-- DISABLE and ENABLE TRIGGER in both spellings; DROP TRIGGER; sys.triggers
CREATE TABLE dbo.t (id int PRIMARY KEY);
CREATE TABLE dbo.log (id int);
GO
CREATE TRIGGER dbo.tr ON dbo.t FOR INSERT AS INSERT INTO dbo.log SELECT id FROM inserted;
GO
INSERT INTO dbo.t VALUES (1);
DISABLE TRIGGER dbo.tr ON dbo.t;
INSERT INTO dbo.t VALUES (2);
SELECT is_disabled FROM sys.triggers WHERE name = 'tr';
ENABLE TRIGGER dbo.tr ON dbo.t;
INSERT INTO dbo.t VALUES (3);
ALTER TABLE dbo.t DISABLE TRIGGER ALL;
INSERT INTO dbo.t VALUES (4);
ALTER TABLE dbo.t ENABLE TRIGGER tr;
INSERT INTO dbo.t VALUES (5);
DROP TRIGGER dbo.tr;
INSERT INTO dbo.t VALUES (6);
SELECT id FROM dbo.log ORDER BY id;
