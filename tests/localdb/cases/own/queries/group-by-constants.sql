-- GROUP BY of a constant (164), an alias in WHERE and HAVING (207), IN with two columns (116)
CREATE TABLE dbo.t (id int PRIMARY KEY, g int, v int);
INSERT INTO dbo.t VALUES (1, 1, 10), (2, 1, 20), (3, 2, 5);
GO
SELECT g FROM dbo.t GROUP BY 1;
GO
SELECT g, SUM(v) AS total FROM dbo.t GROUP BY g HAVING total > 5;
GO
SELECT v * 2 AS dbl FROM dbo.t WHERE dbl > 10;
GO
SELECT id FROM dbo.t WHERE v IN (SELECT v, g FROM dbo.t);
GO
SELECT g, SUM(v) AS total FROM dbo.t GROUP BY g HAVING SUM(v) > (SELECT AVG(v) FROM dbo.t) ORDER BY total;
