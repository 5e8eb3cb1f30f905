-- MERGE gives the source's columns in OUTPUT: old keys mapped to new identity values; ON 1 = 0 inserts all
CREATE TABLE dbo.t (id int IDENTITY(100, 1) PRIMARY KEY, name nvarchar(10));
DECLARE @map TABLE (old_id int, new_id int);
MERGE dbo.t AS t USING (VALUES (7, N'семь'), (9, N'девять')) AS s (old_id, name) ON 1 = 0 WHEN NOT MATCHED THEN INSERT (name) VALUES (s.name) OUTPUT s.old_id, inserted.id INTO @map (old_id, new_id);
SELECT m.old_id, t.name FROM @map AS m JOIN dbo.t AS t ON t.id = m.new_id ORDER BY m.old_id;
SELECT MIN(new_id) AS mn, MAX(new_id) AS mx FROM @map;
GO
INSERT INTO dbo.t (name) OUTPUT s.name SELECT s.name FROM (VALUES (N'x')) AS s(name);
