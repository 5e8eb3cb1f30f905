-- FOR XML PATH with attributes, nested elements, ROOT and ELEMENTS; RAW and AUTO modes
CREATE TABLE dbo.clients (id int PRIMARY KEY, name nvarchar(20), city nvarchar(20) NULL);
INSERT INTO dbo.clients VALUES (1, N'Анна', N'Омск'), (2, N'Б & Ко', NULL);
GO
SELECT CAST((SELECT id AS '@id', name AS 'name', city AS 'address/city' FROM dbo.clients ORDER BY id FOR XML PATH('client'), ROOT('clients')) AS nvarchar(max)) AS x;
GO
SELECT CAST((SELECT id, name FROM dbo.clients ORDER BY id FOR XML RAW) AS nvarchar(max)) AS raw_, CAST((SELECT c.id FROM dbo.clients AS c ORDER BY c.id FOR XML AUTO) AS nvarchar(max)) AS auto_, CAST((SELECT id FROM dbo.clients WHERE id = 1 FOR XML RAW('row1'), ELEMENTS) AS nvarchar(max)) AS elems;
