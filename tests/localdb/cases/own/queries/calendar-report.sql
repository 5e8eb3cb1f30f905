-- Every day of a period for every point, with zeros where nothing was sold
CREATE TABLE dbo.points (id int PRIMARY KEY, name nvarchar(10));
CREATE TABLE dbo.sales (point int, d date, amt int);
INSERT INTO dbo.points VALUES (1, N'Юг'), (2, N'Север');
INSERT INTO dbo.sales VALUES (1, '2024-01-30', 5), (1, '2024-01-30', 7), (2, '2024-02-01', 1);
GO
WITH days AS (SELECT CAST('2024-01-30' AS date) AS d UNION ALL SELECT DATEADD(day, 1, d) FROM days WHERE d < '2024-02-01')
SELECT p.name, days.d, ISNULL(SUM(s.amt), 0) AS amt FROM dbo.points AS p CROSS JOIN days LEFT JOIN dbo.sales AS s ON s.point = p.id AND s.d = days.d GROUP BY p.name, days.d ORDER BY p.name, days.d;
