-- A procedure fills a temp table of its caller; a caller shares results through it; recursion over levels
CREATE TABLE dbo.tree (id int PRIMARY KEY, parent int NULL);
INSERT INTO dbo.tree VALUES (1, NULL), (2, 1), (3, 1), (4, 2), (5, 4);
GO
CREATE PROCEDURE dbo.collect @id int, @lvl int = 0 AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO #found VALUES (@id, @lvl);
  DECLARE @child int, @next int = @lvl + 1;
  DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT id FROM dbo.tree WHERE parent = @id ORDER BY id;
  OPEN c;
  FETCH NEXT FROM c INTO @child;
  WHILE @@FETCH_STATUS = 0
  BEGIN
    EXEC dbo.collect @child, @next;
    FETCH NEXT FROM c INTO @child;
  END
END
GO
CREATE TABLE #found (id int, lvl int);
EXEC dbo.collect 1;
SELECT id, lvl FROM #found ORDER BY id;
