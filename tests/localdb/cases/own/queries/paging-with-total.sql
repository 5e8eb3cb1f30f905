-- A page with the total in each row by COUNT(*) OVER, the total stays that of all rows
CREATE TABLE dbo.o (id int PRIMARY KEY, client nvarchar(20), total int);
INSERT INTO dbo.o SELECT n, N'К' + CAST(n % 3 AS nvarchar(5)), n * 10 FROM (VALUES (1),(2),(3),(4),(5),(6),(7)) AS v(n);
GO
SELECT id, total, COUNT(*) OVER () AS cnt, SUM(total) OVER () AS sum_all FROM dbo.o WHERE total > 10 ORDER BY total DESC OFFSET 2 ROWS FETCH NEXT 2 ROWS ONLY;
GO
DECLARE @lastTotal int = 40, @lastID int = 4;
SELECT TOP (2) id, total FROM dbo.o WHERE total < @lastTotal OR (total = @lastTotal AND id < @lastID) ORDER BY total DESC, id DESC;
GO
DECLARE @x int;
SELECT @x = id FROM dbo.o ORDER BY id OFFSET -1 ROWS;
