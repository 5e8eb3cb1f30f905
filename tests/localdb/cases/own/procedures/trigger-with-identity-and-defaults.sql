-- inserted shows defaults, identities and computed columns; deleted the old ones
CREATE TABLE dbo.t (id int IDENTITY(7, 1) PRIMARY KEY, v int NOT NULL DEFAULT 5, dbl AS v * 2);
CREATE TABLE dbo.log (n int IDENTITY PRIMARY KEY, txt varchar(50));
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT, UPDATE AS INSERT INTO dbo.log (txt) SELECT CONCAT(i.id, ':', d.v, '>', i.v, ' ', i.dbl) FROM inserted AS i LEFT JOIN deleted AS d ON d.id = i.id ORDER BY i.id;
GO
INSERT INTO dbo.t DEFAULT VALUES;
INSERT INTO dbo.t (v) VALUES (1);
UPDATE dbo.t SET v += 10;
SELECT txt FROM dbo.log ORDER BY n;
