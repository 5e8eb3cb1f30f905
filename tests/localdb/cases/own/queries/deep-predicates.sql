-- Long AND, OR and NOT combinations over NULLs
CREATE TABLE dbo.t (id int PRIMARY KEY, a bit NULL, b bit NULL);
INSERT INTO dbo.t VALUES (1, 1, 1), (2, 1, 0), (3, 1, NULL), (4, 0, NULL), (5, NULL, NULL), (6, 0, 1);
SELECT id FROM dbo.t WHERE a = 1 OR b = 1 ORDER BY id;
SELECT id FROM dbo.t WHERE NOT (a = 1 OR b = 1) ORDER BY id;
SELECT id FROM dbo.t WHERE NOT (a = 1 AND b = 1) ORDER BY id;
SELECT id FROM dbo.t WHERE (a = 1 OR a IS NULL) AND NOT (b = 1 AND a = 1) ORDER BY id;
