-- One MERGE fires the insert, update and delete triggers once each, with their own rows
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
CREATE TABLE dbo.log (n int IDENTITY PRIMARY KEY, txt varchar(30));
INSERT INTO dbo.t VALUES (1, 1), (2, 2), (3, 3);
GO
CREATE TRIGGER dbo.tr_i ON dbo.t AFTER INSERT AS INSERT INTO dbo.log (txt) SELECT CONCAT('ins ', id) FROM inserted;
GO
CREATE TRIGGER dbo.tr_u ON dbo.t AFTER UPDATE AS INSERT INTO dbo.log (txt) SELECT CONCAT('upd ', i.id, ' ', d.v, '>', i.v) FROM inserted AS i JOIN deleted AS d ON d.id = i.id;
GO
CREATE TRIGGER dbo.tr_d ON dbo.t AFTER DELETE AS INSERT INTO dbo.log (txt) SELECT CONCAT('del ', id) FROM deleted;
GO
MERGE dbo.t AS t USING (VALUES (2, 20), (4, 40)) AS s (id, v) ON s.id = t.id WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v) WHEN NOT MATCHED BY SOURCE AND t.id = 3 THEN DELETE;
SELECT txt FROM dbo.log ORDER BY txt;
