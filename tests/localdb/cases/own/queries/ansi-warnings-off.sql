-- With ANSI_WARNINGS OFF text that is too long is cut silently; back ON it is error 2628
CREATE TABLE dbo.t (s varchar(3));
GO
SET ANSI_WARNINGS OFF;
INSERT INTO dbo.t VALUES ('abcdef');
SET ANSI_WARNINGS ON;
SELECT s FROM dbo.t;
INSERT INTO dbo.t VALUES ('abcdef');
