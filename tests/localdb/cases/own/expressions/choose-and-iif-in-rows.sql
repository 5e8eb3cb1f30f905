-- CHOOSE, IIF and NULLIF over rows
CREATE TABLE dbo.t (id int PRIMARY KEY, st tinyint NULL, a int, b int);
INSERT INTO dbo.t VALUES (1, 1, 5, 5), (2, 3, 1, 2), (3, NULL, 0, 0), (4, 9, 7, NULL);
SELECT id, CHOOSE(st, N'новый', N'в работе', N'закрыт') AS st, IIF(a = b, 'equal', 'other') AS cmp, NULLIF(a, b) AS diff, IIF(b IS NULL, 0, a - b) AS delta FROM dbo.t ORDER BY id;
