-- A JSON document changed in a table column and shredded back
CREATE TABLE dbo.docs (id int PRIMARY KEY, body nvarchar(max) NOT NULL CHECK (ISJSON(body) = 1));
INSERT INTO dbo.docs VALUES (1, N'{"status":"new","qty":2}'), (2, N'{"status":"paid","qty":5,"tags":["a","b"]}');
GO
INSERT INTO dbo.docs VALUES (3, N'{bad');
GO
UPDATE dbo.docs SET body = JSON_MODIFY(JSON_MODIFY(body, '$.status', 'done'), '$.qty', CAST(JSON_VALUE(body, '$.qty') AS int) + 1) WHERE JSON_VALUE(body, '$.status') = 'paid';
SELECT id, body FROM dbo.docs ORDER BY id;
GO
SELECT d.id, t.[key], t.value FROM dbo.docs AS d CROSS APPLY OPENJSON(d.body, '$.tags') AS t ORDER BY d.id, t.[key];
SELECT d.id, COUNT(j.[key]) AS props FROM dbo.docs AS d OUTER APPLY OPENJSON(d.body) AS j GROUP BY d.id ORDER BY d.id;
