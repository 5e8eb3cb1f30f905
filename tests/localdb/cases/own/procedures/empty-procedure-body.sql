-- a procedure without statements is a stub that scripts alter later; calling it returns 0
CREATE PROCEDURE dbo.stub AS
GO
DECLARE @rc int = 5;
EXEC @rc = dbo.stub;
SELECT @rc AS rc;
GO
ALTER PROCEDURE dbo.stub @n int AS SELECT @n + 1 AS n;
GO
EXEC dbo.stub 41;
