-- SCOPE_IDENTITY stays in its scope through procedures and dynamic SQL; @@IDENTITY does not
CREATE TABLE dbo.a (id int IDENTITY(10, 1) PRIMARY KEY, v int);
CREATE TABLE dbo.b (id int IDENTITY(900, 1) PRIMARY KEY, v int);
GO
CREATE PROCEDURE dbo.add_b AS INSERT INTO dbo.b (v) VALUES (1);
GO
INSERT INTO dbo.a (v) VALUES (1);
EXEC dbo.add_b;
SELECT CAST(SCOPE_IDENTITY() AS int) AS scope_, CAST(@@IDENTITY AS int) AS any_;
EXEC ('INSERT INTO dbo.b (v) VALUES (2)');
SELECT CAST(SCOPE_IDENTITY() AS int) AS scope_, CAST(@@IDENTITY AS int) AS any_;
