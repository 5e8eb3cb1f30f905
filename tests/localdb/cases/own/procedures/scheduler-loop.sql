-- A loop over tasks with retries, a log and a stop condition, all in T-SQL
CREATE TABLE dbo.tasks (id int PRIMARY KEY, tries int NOT NULL DEFAULT 0, st varchar(10) NOT NULL DEFAULT 'new', err nvarchar(50) NULL);
INSERT INTO dbo.tasks (id) VALUES (1), (2), (3);
GO
CREATE PROCEDURE dbo.run_one @id int AS
BEGIN
  IF @id = 2 RAISERROR(N'задача %d', 16, 1, @id);
  IF @id = 3 AND (SELECT tries FROM dbo.tasks WHERE id = 3) < 2 THROW 50001, N'рано', 1;
END
GO
DECLARE @id int, @loops int = 0;
WHILE @loops < 10
BEGIN
  SET @id = NULL;
  SELECT TOP (1) @id = id FROM dbo.tasks WHERE st = 'new' ORDER BY tries, id;
  IF @id IS NULL BREAK;
  SET @loops += 1;
  UPDATE dbo.tasks SET tries += 1 WHERE id = @id;
  BEGIN TRY
    EXEC dbo.run_one @id;
    UPDATE dbo.tasks SET st = 'done', err = NULL WHERE id = @id;
  END TRY
  BEGIN CATCH
    UPDATE dbo.tasks SET err = ERROR_MESSAGE(), st = CASE WHEN tries >= 3 THEN 'failed' ELSE st END WHERE id = @id;
  END CATCH
END
SELECT @loops AS loops;
SELECT id, tries, st, err FROM dbo.tasks ORDER BY id;
