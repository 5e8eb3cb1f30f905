-- Columns to rows by CROSS APPLY VALUES, which keeps NULLs, and back by MAX CASE
CREATE TABLE dbo.c (id int PRIMARY KEY, phone varchar(10) NULL, email varchar(20) NULL, fax varchar(10) NULL);
INSERT INTO dbo.c VALUES (1, '111', 'a@x.ru', NULL), (2, NULL, NULL, '222');
GO
SELECT c.id, v.kind, v.val FROM dbo.c AS c CROSS APPLY (VALUES (1, 'phone', c.phone), (2, 'email', c.email), (3, 'fax', c.fax)) AS v(n, kind, val) WHERE c.id = 1 OR v.val IS NOT NULL ORDER BY c.id, v.n;
GO
SELECT x.id, MAX(CASE WHEN x.k = 'p' THEN x.v END) AS p, MAX(CASE WHEN x.k = 'q' THEN x.v END) AS q FROM (VALUES (1, 'p', 10), (1, 'q', 20), (2, 'q', 5)) AS x(id, k, v) GROUP BY x.id ORDER BY x.id;
