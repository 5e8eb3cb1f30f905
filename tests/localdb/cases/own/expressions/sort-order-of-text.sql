-- ORDER BY of nvarchar: digits, Latin, Cyrillic; letter case does not matter, NULL comes first
CREATE TABLE dbo.w (id int PRIMARY KEY, t nvarchar(10) NULL);
INSERT INTO dbo.w VALUES (1, N'я'), (2, N'b'), (3, N'10'), (4, N'Б'), (5, N'2'), (6, N'B1'), (7, NULL), (8, N'а'), (9, N'Ё'), (10, N'е'), (11, N'ж');
SELECT t FROM dbo.w ORDER BY t;
GO
SELECT MIN(t) AS mn, MAX(t) AS mx FROM dbo.w WHERE t >= N'а';
