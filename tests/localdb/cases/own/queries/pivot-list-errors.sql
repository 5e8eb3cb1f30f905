-- PIVOT: a value twice in the list (8156), a value that the column's type does not have (8114 and 473), COUNT(*) (102)
CREATE TABLE dbo.t (cat varchar(5), y int, amount int);
INSERT INTO dbo.t VALUES ('a', 2020, 1), ('a', 2021, 2), ('b', 2020, 4), ('b', NULL, 8);
GO
SELECT cat, [2020], [2021] FROM dbo.t PIVOT (SUM(amount) FOR y IN ([2020], [2021])) AS p ORDER BY cat;
GO
SELECT * FROM dbo.t PIVOT (SUM(amount) FOR y IN ([2020], [2020])) AS p;
GO
SELECT * FROM dbo.t PIVOT (SUM(amount) FOR y IN ([first])) AS p;
GO
SELECT * FROM dbo.t PIVOT (COUNT(*) FOR y IN ([2020])) AS p;
GO
SELECT * FROM dbo.t PIVOT (SUM(amount) FOR y IN (2020)) AS p;
