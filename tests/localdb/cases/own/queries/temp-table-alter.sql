-- Temp tables with constraints, ALTER, indexes, and the catalogue of tempdb
CREATE TABLE #t (id int IDENTITY(1, 1) PRIMARY KEY, name nvarchar(10) NOT NULL, qty int NOT NULL DEFAULT 1 CHECK (qty > 0));
INSERT INTO #t (name) VALUES (N'а'), (N'б');
INSERT INTO #t (name, qty) VALUES (N'в', 0);
GO
ALTER TABLE #t ADD note nvarchar(20) NULL;
GO
UPDATE #t SET note = name + N'!' WHERE qty = 1;
CREATE UNIQUE INDEX UX ON #t (name);
SELECT id, name, qty, note FROM #t ORDER BY id;
SELECT COUNT(*) AS cols FROM tempdb.sys.columns WHERE object_id = OBJECT_ID('tempdb..#t');
