-- A column added in a batch cannot be used by a later statement of the same batch: 207, and nothing of the batch runs
CREATE TABLE dbo.t (id int PRIMARY KEY);
INSERT INTO dbo.t VALUES (1);
GO
ALTER TABLE dbo.t ADD v int NULL;
UPDATE dbo.t SET v = 5;
GO
SELECT COL_LENGTH('dbo.t', 'v') AS len_;
GO
ALTER TABLE dbo.t ADD v int NULL;
EXEC ('UPDATE dbo.t SET v = 5');
GO
SELECT id, v FROM dbo.t;
