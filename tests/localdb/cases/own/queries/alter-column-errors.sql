-- ALTER COLUMN: data that does not fit, an index in the way (5074, 4922), widening keeps the data
CREATE TABLE dbo.t (id int PRIMARY KEY, s varchar(20) NULL, n varchar(10) NULL, k int NULL);
CREATE INDEX IX_k ON dbo.t (k);
INSERT INTO dbo.t VALUES (1, 'long enough', '12', 1), (2, NULL, '13', 2);
GO
ALTER TABLE dbo.t ALTER COLUMN n int NULL;
GO
SELECT n + 1 AS n1 FROM dbo.t ORDER BY id;
GO
ALTER TABLE dbo.t ALTER COLUMN k varchar(10);
GO
ALTER TABLE dbo.t ALTER COLUMN nosuch int;
GO
ALTER TABLE dbo.t ALTER COLUMN s nvarchar(50) NULL;
SELECT s FROM dbo.t WHERE id = 1;
