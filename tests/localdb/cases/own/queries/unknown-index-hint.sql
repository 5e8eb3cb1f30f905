-- A hint that names an index which the table does not have is error 308; one that it has changes nothing in the answer
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
CREATE INDEX IX_v ON dbo.t (v DESC);
INSERT INTO dbo.t VALUES (1, 5), (2, 9), (3, NULL);
GO
SELECT id FROM dbo.t WITH (INDEX(IX_nosuch)) WHERE v > 1;
GO
SELECT id FROM dbo.t WITH (INDEX(IX_v)) WHERE v > 1 ORDER BY id;
SELECT id FROM dbo.t WITH (INDEX = IX_v, NOLOCK) ORDER BY v, id;
