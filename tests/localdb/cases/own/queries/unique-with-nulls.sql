-- UNIQUE over several columns treats NULLs as equal; a filtered unique index lets them repeat
CREATE TABLE dbo.t (id int PRIMARY KEY, a int NULL, b int NULL, code varchar(5) NULL, CONSTRAINT UQ_ab UNIQUE (a, b));
CREATE UNIQUE INDEX UX_code ON dbo.t (code) WHERE code IS NOT NULL;
INSERT INTO dbo.t VALUES (1, 1, NULL, NULL), (2, NULL, NULL, NULL), (3, 1, 1, 'x');
GO
INSERT INTO dbo.t VALUES (4, 1, NULL, NULL);
GO
INSERT INTO dbo.t VALUES (5, 5, 5, 'X');
GO
INSERT INTO dbo.t VALUES (6, 6, NULL, NULL);
UPDATE dbo.t SET code = 'y' WHERE id IN (1, 2);
SELECT COUNT(*) AS n, COUNT(code) AS codes FROM dbo.t;
