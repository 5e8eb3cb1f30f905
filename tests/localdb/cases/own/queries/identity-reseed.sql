-- IDENTITY with other seeds and steps, DBCC CHECKIDENT RESEED, two identity columns are refused
CREATE TABLE dbo.down (id int IDENTITY(100, -10) PRIMARY KEY, v int);
INSERT INTO dbo.down (v) VALUES (1), (2), (3);
SELECT id FROM dbo.down ORDER BY v;
GO
CREATE TABLE dbo.t (id int IDENTITY(1, 1) PRIMARY KEY, v int);
INSERT INTO dbo.t (v) VALUES (1), (2);
DBCC CHECKIDENT ('dbo.t', RESEED, 50) WITH NO_INFOMSGS;
INSERT INTO dbo.t (v) VALUES (3);
SELECT id, v FROM dbo.t ORDER BY id;
SELECT IDENT_CURRENT('dbo.t') AS cur, IDENT_SEED('dbo.t') AS seed, IDENT_INCR('dbo.down') AS incr;
GO
CREATE TABLE dbo.two (a int IDENTITY, b int IDENTITY);
