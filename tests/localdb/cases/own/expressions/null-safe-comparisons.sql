-- NULL-safe comparisons before and with IS DISTINCT FROM; ISNULL with a sentinel; INTERSECT
CREATE TABLE dbo.p (id int PRIMARY KEY, a nvarchar(5) NULL, b nvarchar(5) NULL);
INSERT INTO dbo.p VALUES (1, N'x', N'X'), (2, NULL, NULL), (3, NULL, N'y'), (4, N'z', N'w');
SELECT id FROM dbo.p WHERE a IS NOT DISTINCT FROM b ORDER BY id;
SELECT id FROM dbo.p WHERE ISNULL(a, N'~') <> ISNULL(b, N'~') ORDER BY id;
SELECT id FROM dbo.p WHERE (a = b) OR (a IS NULL AND b IS NULL) ORDER BY id;
SELECT id FROM dbo.p WHERE NOT EXISTS (SELECT a INTERSECT SELECT b) ORDER BY id;
