-- A batch may make a temporary table once, even in different branches (2714 before anything runs); DATABASE_DEFAULT as a collation
PRINT 'not printed';
IF 1 = 1 SELECT 1 AS a INTO #x ELSE SELECT 2 AS a INTO #x;
GO
CREATE PROCEDURE dbo.p AS
BEGIN
  CREATE TABLE #t (a int, name nvarchar(10) COLLATE DATABASE_DEFAULT);
  INSERT INTO #t VALUES (5, N'five');
  SELECT a, name FROM #t WHERE name = N'FIVE';
END
GO
CREATE TABLE #t (a int, name nvarchar(10));
EXEC dbo.p;
SELECT COUNT(*) AS n FROM #t;
GO
DECLARE @i int = 0;
WHILE @i < 2
BEGIN
  CREATE TABLE #loop (v int);
  INSERT INTO #loop VALUES (@i);
  SELECT v FROM #loop;
  DROP TABLE #loop;
  SET @i += 1;
END
