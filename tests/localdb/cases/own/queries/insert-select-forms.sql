-- INSERT ... SELECT with defaults, computed columns, UNION ALL, DISTINCT, and into a table with identity
CREATE TABLE dbo.src (name nvarchar(10), qty int);
INSERT INTO dbo.src VALUES (N'а', 1), (N'а', 1), (N'б', NULL);
CREATE TABLE dbo.dst (id int IDENTITY(5, 5) PRIMARY KEY, name nvarchar(20) NOT NULL, qty int NOT NULL DEFAULT 7, twice AS qty * 2);
INSERT INTO dbo.dst (name, qty) SELECT DISTINCT name + N'!', ISNULL(qty, 0) FROM dbo.src ORDER BY 1;
INSERT INTO dbo.dst (name) SELECT N'x' UNION ALL SELECT N'y';
INSERT INTO dbo.dst (name, qty) SELECT name, qty FROM dbo.src;
SELECT id, name, qty, twice FROM dbo.dst WHERE name LIKE N'%!' ORDER BY id;
SELECT COUNT(*) AS n, SUM(twice) AS s FROM dbo.dst;
