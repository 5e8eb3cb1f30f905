-- Inline functions with optional filters, DEFAULT, an ORDER BY with TOP, and updates through them
CREATE TABLE dbo.t (id int PRIMARY KEY, g int, v int);
INSERT INTO dbo.t VALUES (1, 1, 10), (2, 1, 20), (3, 2, 30);
GO
CREATE FUNCTION dbo.rows_of (@g int = NULL, @min int = 0) RETURNS TABLE AS RETURN SELECT id, g, v FROM dbo.t WHERE (@g IS NULL OR g = @g) AND v >= @min;
GO
SELECT COUNT(*) AS n, SUM(v) AS s FROM dbo.rows_of(DEFAULT, DEFAULT);
SELECT id FROM dbo.rows_of(1, 15);
UPDATE f SET v = f.v + 1 FROM dbo.rows_of(1, 0) AS f;
SELECT x.g, f.mx FROM (SELECT DISTINCT g FROM dbo.t) AS x CROSS APPLY (SELECT MAX(v) AS mx FROM dbo.rows_of(x.g, 0)) AS f ORDER BY x.g;
