-- #procedures: parameters, OUTPUT and RETURN, OBJECT_ID in tempdb, ALTER, made inside a procedure, DROP
CREATE PROCEDURE #double @a int = 1, @b int = NULL OUTPUT AS SET @b = @a * 2; SELECT @a AS a; RETURN 7;
GO
DECLARE @status int, @b int, @name sysname = N'#double';
EXEC @status = #double 5, @b OUTPUT;
SELECT @status AS status, @b AS b;
EXEC @name;
SELECT CASE WHEN OBJECT_ID('tempdb..#double') IS NULL THEN 'no' ELSE 'yes' END AS there, CASE WHEN OBJECT_ID('#double') IS NULL THEN 'no' ELSE 'yes' END AS here;
GO
CREATE PROCEDURE #double AS SELECT 1 AS a;
GO
ALTER PROCEDURE #double AS SELECT COUNT(*) AS n FROM #rows;
GO
CREATE TABLE #rows (a int);
INSERT #rows VALUES (1), (2);
EXEC #double;
GO
CREATE PROCEDURE dbo.maker AS EXEC (N'CREATE PROCEDURE #made AS SELECT ''made'' AS x'); EXEC #made;
GO
EXEC dbo.maker;
EXEC #made;
GO
DROP PROCEDURE #double;
DROP PROCEDURE IF EXISTS #double;
EXEC #double;
GO
DROP PROCEDURE #double;
GO
