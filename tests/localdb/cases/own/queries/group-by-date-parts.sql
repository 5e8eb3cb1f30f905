-- Sales by day, week, month and hour of a datetime
CREATE TABLE dbo.s (id int PRIMARY KEY, at_ datetime NOT NULL, amt decimal(9,2) NOT NULL);
INSERT INTO dbo.s VALUES (1, '2024-03-04T09:10:00', 10), (2, '2024-03-04T09:50:00', 5), (3, '2024-03-05T22:00:00', 7), (4, '2024-03-11T09:00:00', 1), (5, '2024-04-01T00:00:00', 2);
GO
SELECT CAST(at_ AS date) AS d, SUM(amt) AS amt FROM dbo.s GROUP BY CAST(at_ AS date) HAVING COUNT(*) > 1;
SELECT DATEPART(iso_week, at_) AS w, COUNT(*) AS n FROM dbo.s GROUP BY DATEPART(iso_week, at_) ORDER BY w;
SELECT FORMAT(at_, 'yyyy-MM') AS m, SUM(amt) AS amt FROM dbo.s GROUP BY FORMAT(at_, 'yyyy-MM') ORDER BY m;
SELECT DATEPART(hour, at_) AS h, COUNT(*) AS n FROM dbo.s GROUP BY DATEPART(hour, at_) ORDER BY n DESC, h;
SELECT DATENAME(weekday, at_) AS wd, SUM(amt) AS amt FROM dbo.s GROUP BY DATENAME(weekday, at_), DATEPART(weekday, at_) ORDER BY DATEPART(weekday, at_);
