-- IGNORE_DUP_KEY in keys and inline indexes, also of table types and table variables; SET ANSI_PADDING OFF at the end of a script
CREATE TYPE dbo.IntList AS TABLE (id int NOT NULL PRIMARY KEY CLUSTERED WITH (IGNORE_DUP_KEY = ON));
CREATE TABLE dbo.t (id int NOT NULL, code varchar(8) NOT NULL, CONSTRAINT PK_t PRIMARY KEY (id) WITH (IGNORE_DUP_KEY = ON, FILLFACTOR = 90), INDEX UX_code UNIQUE (code) WITH (IGNORE_DUP_KEY = OFF));
GO
DECLARE @ids dbo.IntList;
INSERT @ids VALUES (1), (2), (1);
INSERT @ids SELECT 2 UNION ALL SELECT 3;
SELECT @@ROWCOUNT AS added;
SELECT id FROM @ids ORDER BY id;
DECLARE @u TABLE (a int UNIQUE WITH (IGNORE_DUP_KEY = ON), b int);
INSERT @u VALUES (1, 1), (1, 2), (NULL, 3), (NULL, 4);
SELECT a, b FROM @u ORDER BY b;
GO
INSERT dbo.t VALUES (1, 'a'), (1, 'b'), (2, 'c');
SELECT @@ROWCOUNT AS added;
INSERT dbo.t VALUES (3, 'a');
GO
SELECT id, code FROM dbo.t ORDER BY id;
SELECT name, ignore_dup_key FROM sys.indexes WHERE object_id = OBJECT_ID('dbo.t') ORDER BY name;
UPDATE dbo.t SET id = 1 WHERE id = 2;
GO
SET ANSI_PADDING OFF
GO
CREATE TABLE dbo.numbers (id int, name nvarchar(20));
INSERT dbo.numbers VALUES (1, N'x ');
SELECT id, DATALENGTH(name) AS bytes FROM dbo.numbers;
GO
SET ANSI_PADDING ON
GO
