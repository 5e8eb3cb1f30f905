-- FOR JSON PATH with ROOT, INCLUDE_NULL_VALUES, nested names and empty results
CREATE TABLE dbo.t (id int PRIMARY KEY, a nvarchar(5) NULL, d date NULL);
INSERT INTO dbo.t VALUES (1, N'я', NULL), (2, NULL, '2024-03-05');
SELECT (SELECT id AS [k.id], a AS [k.a], d FROM dbo.t ORDER BY id FOR JSON PATH, ROOT('rows'), INCLUDE_NULL_VALUES) AS j, (SELECT id FROM dbo.t WHERE id > 9 FOR JSON PATH) AS none, ISNULL((SELECT id FROM dbo.t WHERE id > 9 FOR JSON PATH), '[]') AS guarded;
