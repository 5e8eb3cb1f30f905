-- Derived tables in derived tables, aliases of their columns, aggregates of aggregates
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, d date, total int);
INSERT INTO dbo.o VALUES (1, 1, '2024-01-01', 10), (2, 1, '2024-01-01', 20), (3, 1, '2024-01-02', 5), (4, 2, '2024-01-01', 100);
GO
SELECT x.client, MAX(x.day_total) AS best, AVG(x.day_total) AS avg_ FROM (SELECT y.client, y.d, SUM(y.total) AS day_total FROM (SELECT client, d, total FROM dbo.o WHERE total > 0) AS y GROUP BY y.client, y.d) AS x GROUP BY x.client ORDER BY x.client;
