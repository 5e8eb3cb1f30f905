-- Percentages: integer traps, decimal results cut by CAST, guard against zero, shares that add up
CREATE TABLE dbo.s (id int PRIMARY KEY, done int, total int);
INSERT INTO dbo.s VALUES (1, 1, 3), (2, 2, 3), (3, 0, 0), (4, 7, 8);
SELECT id, done * 100 / NULLIF(total, 0) AS int_pct, CAST(100.0 * done / NULLIF(total, 0) AS decimal(5,2)) AS pct, ROUND(100.0 * done / NULLIF(total, 0), 1) AS rounded, ISNULL(CAST(done AS float) / NULLIF(total, 0), 0) AS share FROM dbo.s ORDER BY id;
