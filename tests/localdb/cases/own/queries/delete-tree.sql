-- Deleting a subtree found by a recursive CTE from a self-referencing table
CREATE TABLE dbo.tree (id int PRIMARY KEY, parent int NULL CONSTRAINT FK_tree REFERENCES dbo.tree (id));
INSERT INTO dbo.tree VALUES (1, NULL), (2, 1), (3, 2), (4, 1), (5, NULL);
GO
DELETE FROM dbo.tree WHERE id = 2;
GO
WITH sub AS (SELECT id FROM dbo.tree WHERE id = 2 UNION ALL SELECT t.id FROM dbo.tree AS t JOIN sub AS s ON s.id = t.parent) DELETE FROM dbo.tree WHERE id IN (SELECT id FROM sub);
SELECT @@ROWCOUNT AS rc;
SELECT id FROM dbo.tree ORDER BY id;
