-- ISNULL against NULLIF, IS NULL, ISNUMERIC, ISDATE and ISJSON in WHERE
CREATE TABLE dbo.raw (id int PRIMARY KEY, v nvarchar(30) NULL);
INSERT INTO dbo.raw VALUES (1, N'15'), (2, N'15,5'), (3, N'2024-03-05'), (4, N'{"a":1}'), (5, N''), (6, NULL), (7, N'текст');
SELECT id FROM dbo.raw WHERE TRY_CAST(v AS decimal(9,2)) IS NOT NULL ORDER BY id;
SELECT id FROM dbo.raw WHERE ISDATE(v) = 1 ORDER BY id;
SELECT id FROM dbo.raw WHERE ISJSON(v) = 1 ORDER BY id;
SELECT id FROM dbo.raw WHERE NULLIF(v, N'') IS NULL ORDER BY id;
SELECT COUNT(*) AS n FROM dbo.raw WHERE ISNULL(ISJSON(v), -1) = -1;
