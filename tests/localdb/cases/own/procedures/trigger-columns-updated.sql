-- UPDATE() and COLUMNS_UPDATED() in a trigger: which columns a statement sets, changed or not
CREATE TABLE dbo.t (id int PRIMARY KEY, a int, b int, c int);
CREATE TABLE dbo.log (n int IDENTITY PRIMARY KEY, txt varchar(50));
INSERT INTO dbo.t VALUES (1, 1, 1, 1);
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER UPDATE AS
  INSERT INTO dbo.log (txt) SELECT CONCAT(CASE WHEN UPDATE(a) THEN 'a' ELSE '-' END, CASE WHEN UPDATE(b) THEN 'b' ELSE '-' END, CASE WHEN UPDATE(c) THEN 'c' ELSE '-' END, ' mask ', CAST(SUBSTRING(COLUMNS_UPDATED(), 1, 1) AS int));
GO
UPDATE dbo.t SET a = a;
UPDATE dbo.t SET b = 2, c = 3;
UPDATE dbo.t SET c = 3 WHERE id = 99;
SELECT txt FROM dbo.log ORDER BY n;
