-- Columns of different collations: comparing is 468, joining or choosing varchar values 457, CONCAT 451; ISNULL takes the first one's
CREATE TABLE dbo.c1 (x varchar(20) COLLATE SQL_Latin1_General_CP1_CI_AS, y int);
CREATE TABLE dbo.c2 (x varchar(20) COLLATE SQL_Latin1_General_CP1_CS_AS, y int);
INSERT INTO dbo.c1 VALUES ('a', 1);
INSERT INTO dbo.c2 VALUES ('A', 1);
GO
SELECT c1.y FROM dbo.c1 JOIN dbo.c2 ON c1.x = c2.x;
GO
SELECT c1.x + c2.x AS x FROM dbo.c1 CROSS JOIN dbo.c2;
GO
SELECT CASE WHEN c1.y = 1 THEN c1.x ELSE c2.x END AS x FROM dbo.c1 CROSS JOIN dbo.c2;
GO
SELECT COALESCE(c1.x, c2.x) AS x FROM dbo.c1 CROSS JOIN dbo.c2;
GO
SELECT CONCAT(c1.x, c2.x) AS x FROM dbo.c1 CROSS JOIN dbo.c2;
GO
SELECT x FROM dbo.c1 UNION SELECT x FROM dbo.c2;
GO
SELECT x FROM dbo.c1 UNION ALL SELECT x FROM dbo.c2;
GO
SELECT ISNULL(c1.x, c2.x) AS x, c1.x + c2.x COLLATE SQL_Latin1_General_CP1_CI_AS AS joined FROM dbo.c1 JOIN dbo.c2 ON c1.x = c2.x COLLATE SQL_Latin1_General_CP1_CI_AS;
