-- SET ANSI_NULLS OFF: NULL itself and variables that are NULL equal NULL
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
CREATE INDEX ix ON dbo.t (v);
INSERT INTO dbo.t VALUES (1, 10), (2, NULL), (3, 20);
GO
DECLARE @n int;
SELECT id FROM dbo.t WHERE v = NULL;
SELECT id FROM dbo.t WHERE v = @n;
SELECT id FROM dbo.t WHERE v <> NULL;
GO
SET ANSI_NULLS OFF;
DECLARE @n int, @m int = 10;
SELECT id FROM dbo.t WHERE v = NULL;
SELECT id FROM dbo.t WHERE v = @n;
SELECT id FROM dbo.t WHERE v <> NULL ORDER BY id;
SELECT id FROM dbo.t WHERE v <> @m ORDER BY id;
SELECT CASE WHEN NULL = NULL THEN 'equal' ELSE 'unknown' END AS nulls;
GO
SET ANSI_NULLS ON;
SELECT COUNT(*) AS found FROM dbo.t WHERE v = NULL;
SELECT CASE WHEN NULL = NULL THEN 'equal' ELSE 'unknown' END AS nulls;
