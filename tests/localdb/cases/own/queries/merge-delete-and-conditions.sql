-- MERGE with only deletes, with conditions that leave rows alone, from a subquery with aggregates
CREATE TABLE dbo.t (k varchar(3) PRIMARY KEY, n int, note varchar(10) NULL);
INSERT INTO dbo.t VALUES ('a', 1, NULL), ('b', 2, 'keep'), ('c', 3, NULL);
CREATE TABLE dbo.s (k varchar(3), n int);
INSERT INTO dbo.s VALUES ('a', 5), ('a', 6), ('d', 1);
DECLARE @log TABLE (act nvarchar(10), k varchar(3));
MERGE dbo.t AS t USING (SELECT k, SUM(n) AS n FROM dbo.s GROUP BY k) AS s ON s.k = t.k WHEN MATCHED AND s.n > 10 THEN UPDATE SET n += s.n WHEN NOT MATCHED BY SOURCE AND t.note IS NULL THEN DELETE OUTPUT $action, ISNULL(inserted.k, deleted.k) INTO @log;
SELECT act, k FROM @log ORDER BY k;
SELECT k, n FROM dbo.t ORDER BY k;
