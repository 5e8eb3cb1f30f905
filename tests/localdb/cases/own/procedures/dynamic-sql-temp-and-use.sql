-- Temp tables cross into dynamic SQL but not out of it; variables do not; transactions do
CREATE TABLE #t (v int);
DECLARE @x int = 1;
BEGIN TRAN;
EXEC ('INSERT INTO #t VALUES (1); SAVE TRAN s; INSERT INTO #t VALUES (2); ROLLBACK TRAN s;');
SELECT COUNT(*) AS n, @@TRANCOUNT AS tc FROM #t;
COMMIT;
BEGIN TRY EXEC ('SELECT @x AS x'); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
EXEC ('DECLARE @x int = 2; CREATE TABLE #inner (id int); INSERT INTO #inner VALUES (@x); SELECT id FROM #inner');
SELECT @x AS x, OBJECT_ID('tempdb..#inner') AS gone;
