-- A global temp table is visible to dynamic SQL and later batches, and is dropped by name
CREATE TABLE ##shared_own_case (id int, v nvarchar(10));
INSERT INTO ##shared_own_case VALUES (1, N'общая');
EXEC (N'INSERT INTO ##shared_own_case VALUES (2, N''динамика'')');
GO
SELECT id, v FROM ##shared_own_case ORDER BY id;
DROP TABLE ##shared_own_case;
SELECT OBJECT_ID('tempdb..##shared_own_case') AS gone;
