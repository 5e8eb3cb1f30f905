-- ROLLUP with labels for subtotals and the grand total, in the order of a report
CREATE TABLE dbo.s (region nvarchar(10), city nvarchar(10), amt int);
INSERT INTO dbo.s VALUES (N'Юг', N'Сочи', 10), (N'Юг', N'Анапа', 5), (N'Север', N'Мурманск', 7);
GO
SELECT CASE WHEN GROUPING(region) = 1 THEN N'Всего' WHEN GROUPING(city) = 1 THEN N'Итого ' + region ELSE city END AS label, SUM(amt) AS amt, GROUPING_ID(region, city) AS gid FROM dbo.s GROUP BY ROLLUP (region, city) ORDER BY GROUPING(region), region, GROUPING(city), city;
