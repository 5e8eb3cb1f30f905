-- Default values by functions: GETDATE, NEWID, SUSER_SNAME and expressions; what DEFAULT VALUES fills
CREATE TABLE dbo.t (id int IDENTITY PRIMARY KEY, at_ datetime2(3) NOT NULL DEFAULT SYSDATETIME(), g uniqueidentifier NOT NULL DEFAULT NEWID(), who nvarchar(128) NOT NULL DEFAULT SUSER_SNAME(), n int NOT NULL DEFAULT ((1 + 2) * 2), s nvarchar(10) NOT NULL DEFAULT N'нет');
INSERT INTO dbo.t DEFAULT VALUES;
INSERT INTO dbo.t (n) VALUES (DEFAULT);
SELECT id, n, s, CASE WHEN at_ > '2024-01-01' THEN 1 ELSE 0 END AS recent, CASE WHEN who = SUSER_SNAME() THEN 1 ELSE 0 END AS me FROM dbo.t ORDER BY id;
SELECT COUNT(DISTINCT g) AS guids FROM dbo.t;
SELECT COUNT(*) AS system_named FROM sys.default_constraints WHERE parent_object_id = OBJECT_ID('dbo.t') AND is_system_named = 1;
