-- A trigger that keeps totals of a parent right for inserts, updates that move rows, and deletes
CREATE TABLE dbo.d (id int PRIMARY KEY, total int NOT NULL DEFAULT 0);
CREATE TABLE dbo.i (id int IDENTITY PRIMARY KEY, doc int NOT NULL REFERENCES dbo.d (id), amt int NOT NULL);
INSERT INTO dbo.d (id) VALUES (1), (2);
GO
CREATE TRIGGER dbo.tr_i ON dbo.i AFTER INSERT, UPDATE, DELETE AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  UPDATE d SET total = d.total + x.delta FROM dbo.d AS d JOIN (SELECT doc, SUM(amt) AS delta FROM (SELECT doc, amt FROM inserted UNION ALL SELECT doc, -amt FROM deleted) AS u GROUP BY doc) AS x ON x.doc = d.id;
END
GO
INSERT INTO dbo.i (doc, amt) VALUES (1, 10), (1, 5), (2, 7);
SELECT id, total FROM dbo.d ORDER BY id;
UPDATE dbo.i SET doc = 2 WHERE amt = 5;
UPDATE dbo.i SET amt += 1;
DELETE FROM dbo.i WHERE amt = 8;
SELECT id, total FROM dbo.d ORDER BY id;
