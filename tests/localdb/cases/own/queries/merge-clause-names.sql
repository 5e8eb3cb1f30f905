-- A MERGE clause without a match sees one side only: 5333 and 5334; an action that the clause does not have is 10710
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
CREATE TABLE dbo.s (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 1); INSERT INTO dbo.s VALUES (2, 2);
GO
MERGE dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, t.v);
GO
MERGE dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN UPDATE SET v = s.v;
GO
MERGE dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE AND s.v > 1 THEN DELETE;
GO
MERGE dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN NOT MATCHED THEN UPDATE SET v = 1;
GO
MERGE dbo.t AS t USING dbo.s AS s ON t.id = s.id WHEN NOT MATCHED BY SOURCE AND t.v = 1 THEN UPDATE SET v = t.v + 10;
SELECT id, v FROM dbo.t;
