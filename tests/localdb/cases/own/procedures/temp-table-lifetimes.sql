-- Temp tables: made before a transaction and filled inside it, rolled back; dropped and made again in one procedure
CREATE TABLE #t (v int);
BEGIN TRAN;
INSERT INTO #t VALUES (1), (2);
ROLLBACK;
SELECT COUNT(*) AS after_rollback FROM #t;
BEGIN TRAN;
CREATE TABLE #u (v int);
ROLLBACK;
SELECT OBJECT_ID('tempdb..#u') AS u;
GO
CREATE PROCEDURE dbo.p AS
BEGIN
  CREATE TABLE #t (a int, b int);
  INSERT INTO #t VALUES (5, 6);
  SELECT a, b FROM #t;
END
GO
EXEC dbo.p;
SELECT COUNT(*) AS outer_ FROM #t;
