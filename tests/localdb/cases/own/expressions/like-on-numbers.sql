-- LIKE on numbers and dates converts them to text first
CREATE TABLE dbo.n (id int PRIMARY KEY, d datetime);
INSERT INTO dbo.n VALUES (1, '2024-03-05T14:07:00'), (10, '2024-12-01'), (15, '2023-01-10'), (21, '2024-03-25');
SELECT id FROM dbo.n WHERE id LIKE '1%' ORDER BY id;
SELECT id FROM dbo.n WHERE d LIKE 'Mar%2024%' ORDER BY id;
SELECT id FROM dbo.n WHERE CONVERT(varchar(10), d, 104) LIKE '%.03.2024' ORDER BY id;
