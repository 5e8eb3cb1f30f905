-- ORDER BY with CASE, expressions over aliases, COLLATE and several directions; in UNION only output columns
CREATE TABLE dbo.t (id int PRIMARY KEY, a int NULL, s varchar(5));
INSERT INTO dbo.t VALUES (1, 2, 'b'), (2, NULL, 'A'), (3, 1, 'a'), (4, 2, 'B');
GO
SELECT id FROM dbo.t ORDER BY a DESC, s COLLATE Latin1_General_BIN2, id;
SELECT id, a * -1 AS neg FROM dbo.t ORDER BY neg, id DESC;
SELECT id FROM dbo.t ORDER BY ISNULL(a, 99), id;
GO
SELECT id FROM dbo.t UNION SELECT a FROM dbo.t ORDER BY s;
GO
SELECT UPPER(s) AS u, COUNT(*) AS c FROM dbo.t WHERE id <> 4 GROUP BY UPPER(s) ORDER BY COUNT(*) DESC, u;
