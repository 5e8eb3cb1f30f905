-- Arguments for a procedure without parameters (8146) and too deep calls (217) end the batch and roll back; 201, 8144 and 8145 do not
CREATE TABLE dbo.t (id int);
GO
CREATE PROCEDURE dbo.plain AS RETURN 0;
GO
CREATE PROCEDURE dbo.one @a int AS RETURN @a;
GO
CREATE PROCEDURE dbo.deep AS EXEC dbo.deep;
GO
BEGIN TRAN;
INSERT INTO dbo.t VALUES (1);
EXEC dbo.one;
EXEC dbo.one 1, 2;
EXEC dbo.one @b = 1;
SELECT @@TRANCOUNT AS tc;
EXEC dbo.plain 5;
PRINT 'not printed';
GO
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n FROM dbo.t;
GO
BEGIN TRAN;
INSERT INTO dbo.t VALUES (2);
EXEC dbo.deep;
PRINT 'not printed';
GO
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n FROM dbo.t;
