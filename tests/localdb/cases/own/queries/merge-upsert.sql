-- MERGE as an upsert of one row with HOLDLOCK, a conditional update, and what @@ROWCOUNT counts
CREATE TABLE dbo.k (code varchar(10) PRIMARY KEY, v int, changed int NOT NULL DEFAULT 0);
GO
MERGE dbo.k WITH (HOLDLOCK) AS t USING (SELECT 'a' AS code, 1 AS v) AS s ON t.code = s.code WHEN MATCHED AND t.v <> s.v THEN UPDATE SET v = s.v, changed += 1 WHEN NOT MATCHED THEN INSERT (code, v) VALUES (s.code, s.v);
SELECT @@ROWCOUNT AS rc;
MERGE dbo.k WITH (HOLDLOCK) AS t USING (SELECT 'a' AS code, 1 AS v) AS s ON t.code = s.code WHEN MATCHED AND t.v <> s.v THEN UPDATE SET v = s.v, changed += 1 WHEN NOT MATCHED THEN INSERT (code, v) VALUES (s.code, s.v);
SELECT @@ROWCOUNT AS rc;
MERGE dbo.k AS t USING (VALUES ('A', 5), ('b', 6)) AS s (code, v) ON t.code = s.code WHEN MATCHED AND t.v <> s.v THEN UPDATE SET v = s.v, changed += 1 WHEN NOT MATCHED THEN INSERT (code, v) VALUES (s.code, s.v);
SELECT @@ROWCOUNT AS rc;
SELECT code, v, changed FROM dbo.k ORDER BY code;
