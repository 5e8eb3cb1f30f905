-- uniqueidentifier columns: DEFAULT NEWID, search by text, case of letters, conversion error 8169
CREATE TABLE dbo.tokens (id uniqueidentifier NOT NULL DEFAULT NEWID() PRIMARY KEY, name varchar(10) NOT NULL);
INSERT INTO dbo.tokens (name) VALUES ('a'), ('b');
INSERT INTO dbo.tokens VALUES ('0e984725-c51c-4bf4-9960-e1c80e27aba0', 'c');
SELECT COUNT(DISTINCT id) AS ids FROM dbo.tokens;
SELECT name, id FROM dbo.tokens WHERE id = '0E984725-C51C-4BF4-9960-E1C80E27ABA0';
GO
DECLARE @n int;
SELECT @n = COUNT(*) FROM dbo.tokens WHERE id = 'nonsense';
