-- A function that executes a procedure fails when it is called: 557
CREATE PROCEDURE dbo.p AS SELECT 1 AS x;
GO
CREATE FUNCTION dbo.f () RETURNS int AS BEGIN EXEC dbo.p; RETURN 1; END
GO
DECLARE @r int;
SET @r = dbo.f();
